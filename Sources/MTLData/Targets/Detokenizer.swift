/// Makes text of pieces: continuations join their word, and words stand as one writes them.
///
/// WordPiece cuts at spaces and around every punctuation mark and ideograph, and keeps no trace of
/// which it was; so this is a guess, by the habits of written text. It is right for ordinary prose.
public struct Detokenizer {
  private let continuingPrefix: String

  public init(_ tokenizer: Tokenizer) { continuingPrefix = tokenizer.settings.continuingPrefix }

  init(continuingPrefix: String) { self.continuingPrefix = continuingPrefix }

  public func text(_ pieces: [String]) -> String {
    let words = words(pieces)
    var (text, isQuoted) = ("", false)
    for (i, word) in words.enumerated() {
      let isQuote = word == "\""
      if i > 0, !touches(words, i, isQuoted: isQuoted) { text += " " }
      text += word
      if isQuote { isQuoted.toggle() }
    }
    return text
  }

  private func words(_ pieces: [String]) -> [String] {
    var words: [String] = []
    for piece in pieces {
      let isMore = !continuingPrefix.isEmpty && piece.hasPrefix(continuingPrefix)
      if isMore, let last = words.indices.last {
        words[last] += piece.dropFirst(continuingPrefix.count)
      } else {
        words.append(isMore ? String(piece.dropFirst(continuingPrefix.count)) : piece)
      }
    }
    return words.filter { !$0.isEmpty }
  }

  /// Whether word i stands next to the word before without a space.
  private func touches(_ words: [String], _ i: Int, isQuoted: Bool) -> Bool {
    let (left, right) = (words[i - 1], words[i])
    if right == "\"" { return isQuoted }
    if left == "\"", isQuoted { return true }
    if isWide(left.unicodeScalars.last) || isWide(right.unicodeScalars.first) { return true }
    if closing.contains(right) || opening.contains(left) { return true }
    if joining.contains(right) {
      return i + 1 < words.count && isWord(left) && isWord(words[i + 1])
    }
    if joining.contains(left) { return i > 1 && isWord(words[i - 2]) && isWord(right) }
    if apostrophes.contains(right) { return isWord(left) }
    if apostrophes.contains(left) {
      return i > 1 && isWord(words[i - 2])
        && (contractions.contains(right.lowercased()) || words[i - 2].count == 1)
    }
    return separators.contains(left) && i > 1 && isNumber(words[i - 2]) && isNumber(right)
  }
}

private let closing: Set<String> = [
  ".", ",", "!", "?", ":", ";", ")", "]", "}", "%", "…", "”", "»",
]
private let opening: Set<String> = ["(", "[", "{", "$", "£", "#", "¿", "¡", "“", "„", "«"]
private let joining: Set<String> = ["-", "/", "_", "@"]
private let apostrophes: Set<String> = ["'", "’"]
private let contractions: Set<String> = ["s", "t", "d", "m", "re", "ve", "ll"]
/// Those of decimal numbers, thousands and times.
private let separators: Set<String> = [".", ",", ":"]

private func isNumber(_ word: String) -> Bool {
  !word.isEmpty && word.unicodeScalars.allSatisfy { $0.properties.numericType == .decimal }
}

private func isWord(_ word: String) -> Bool {
  word.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0.properties.numericType != nil }
}

/// Ideographs and the punctuation written between them: scripts without spaces.
private func isWide(_ scalar: Unicode.Scalar?) -> Bool {
  guard let value = scalar?.value else { return false }
  return 0x2E80...0x303F ~= value || 0x3400...0x9FFF ~= value || 0xF900...0xFAFF ~= value
    || 0xFF00...0xFFEF ~= value || 0x20000...0x3FFFF ~= value
}
