// Names Clp of COIN-OR for Swift; this header holds no logic.
#include <coin/Clp_C_Interface.h>
