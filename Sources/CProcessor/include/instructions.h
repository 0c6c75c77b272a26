#pragma once

// Instructions that Swift has no word for.

// √x and nothing else. Swift's own asks C's library about negative numbers, and a loop around such
// a call does not vectorise.
static inline float square_root(float x) { return __builtin_elementwise_sqrt(x); }

// Has the line of memory at `place` brought near, if there is one.
static inline void prefetch(const void *place) { __builtin_prefetch(place, 0, 2); }

// Waits awake for a moment, 20 ns on a Zen 4, and leaves the core to its other thread meanwhile,
// where it has two.
static inline void pause_awake(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb");
#endif
}
