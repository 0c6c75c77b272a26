import MTLKernels

/// One step of training, and what its kernels did.
struct WatchedStep {
  let tokens: Int
  let recording: Recording
}
