/// y = x wᵀ + bias, the factors of one format; `packed` is w again, for products that can read it.
public func multiply(
  _ x: Factor, weight w: Factor, packed: PackedWeight? = nil, bias: Matrix, into y: Matrix
) {
  switch (x, w) {
  case (.float32(let x), .float32(let w)): multiply(x, weight: w, bias: bias, into: y)
  case (.bfloat16(let x), .bfloat16(let w)):
    multiply(x, weight: w, packed: packed, bias: bias, into: y)
  case (.int8(let x), .int8(let w)): multiply(x, weight: w, packed: packed, bias: bias, into: y)
  default: preconditionFailure("factors of two formats")
  }
}

/// The same, rounded to y's format where that is bfloat16.
public func multiply(
  _ x: Factor, weight w: Factor, packed: PackedWeight? = nil, bias: Matrix, into y: Factor
) {
  switch (x, w, y) {
  case (_, _, .float32(let y)): multiply(x, weight: w, packed: packed, bias: bias, into: y)
  case (.bfloat16(let x), .bfloat16(let w), .bfloat16(let y)):
    multiply(x, weight: w, packed: packed, bias: bias, into: y)
  default: preconditionFailure("a result of another format")
  }
}

/// c = a b, aᵀ b or a bᵀ, the factors of one format; added to c where asked.
public func multiply(
  _ a: Factor, _ b: Factor, transposing: Transposing = .neither, into c: Matrix,
  _ write: Write = .overwrite
) {
  switch (a, b) {
  case (.float32(let a), .float32(let b)):
    multiply(a, b, transposing: transposing, into: c, write)
  case (.bfloat16(let a), .bfloat16(let b)):
    multiply(a, b, transposing: transposing, into: c, write)
  default: preconditionFailure("factors of two formats")
  }
}

/// c = a b, all of one format.
public func multiply(_ a: Factor, _ b: Factor, into c: Factor) {
  switch (a, b, c) {
  case (.float32(let a), .float32(let b), .float32(let c)): multiply(a, b, into: c)
  case (.bfloat16(let a), .bfloat16(let b), .bfloat16(let c)): multiply(a, b, into: c)
  default: preconditionFailure("factors of two formats")
  }
}
