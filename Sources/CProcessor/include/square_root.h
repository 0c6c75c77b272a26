#pragma once

// √x in one instruction, also of vectors. Swift's own asks C's library about negative numbers, and
// around such a call no loop vectorises.
static inline float square_root(float x) { return __builtin_elementwise_sqrt(x); }
