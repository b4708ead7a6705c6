// Names libdeflate for Swift; this header holds no logic.
#include <libdeflate.h>
