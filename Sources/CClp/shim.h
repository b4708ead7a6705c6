// Names Clp and Cbc of COIN-OR for Swift; this header holds no logic.
#include <coin/Clp_C_Interface.h>
#include <coin/Cbc_C_Interface.h>
