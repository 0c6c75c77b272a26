import MTLData

/// Inputs with their pieces.
struct TokenizedRows {
  let inputs: [Input]
  let encodings: [Encoding]
  let features: GroupFeatures
}
