#include "mtl.h"
