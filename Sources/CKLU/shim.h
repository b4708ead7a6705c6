// Names KLU of SuiteSparse for Swift; this header holds no logic.
#include <suitesparse/klu.h>
