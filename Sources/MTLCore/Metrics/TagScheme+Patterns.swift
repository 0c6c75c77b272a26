/// The tables of `seqeval.scheme`, line by line: letter before, letter now, and their types.
extension TagScheme {
  static let startIOB1 = [
    Pattern(.outside, .inside, .any), Pattern(.inside, .inside, .different),
    Pattern(.begin, .inside, .any), Pattern(.inside, .begin, .same),
    Pattern(.begin, .begin, .same),
  ]
  static let startIOB2 = [Pattern(.any, .begin, .any)]
  static let startIOE2 = [
    Pattern(.outside, .inside, .any), Pattern(.outside, .end, .any),
    Pattern(.end, .inside, .any), Pattern(.end, .end, .any),
    Pattern(.inside, .inside, .different), Pattern(.inside, .end, .different),
  ]
  static let startIOBES = [Pattern(.any, .begin, .any), Pattern(.any, .single, .any)]

  static let insideIOB = [Pattern(.begin, .inside, .same), Pattern(.inside, .inside, .same)]
  static let insideIOE2 = [Pattern(.inside, .end, .same), Pattern(.inside, .inside, .same)]
  static let insideIOBES = [
    Pattern(.begin, .inside, .same), Pattern(.begin, .end, .same),
    Pattern(.inside, .inside, .same), Pattern(.inside, .end, .same),
  ]

  static let endIOB1 = [
    Pattern(.inside, .inside, .different), Pattern(.inside, .outside, .any),
    Pattern(.inside, .begin, .any), Pattern(.begin, .outside, .any),
    Pattern(.begin, .inside, .different), Pattern(.begin, .begin, .same),
  ]
  static let endIOB2 = [
    Pattern(.inside, .outside, .any), Pattern(.inside, .inside, .different),
    Pattern(.inside, .begin, .any), Pattern(.begin, .outside, .any),
    Pattern(.begin, .inside, .different), Pattern(.begin, .begin, .any),
  ]
  static let endIOE2 = [Pattern(.end, .any, .any)]
  static let endIOBES = [Pattern(.single, .any, .any), Pattern(.end, .any, .any)]
}
