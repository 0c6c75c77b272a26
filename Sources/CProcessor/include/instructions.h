#pragma once

// Instructions that Swift has no word for.

// √x alone, also of vectors. Swift's own asks C's library about negative numbers, and around such a
// call no loop vectorises.
static inline float square_root(float x) { return __builtin_elementwise_sqrt(x); }

// Has the line of memory at `place` brought near, if there is one.
static inline void prefetch(const void *place) { __builtin_prefetch(place, 0, 2); }
