/// `vocab.txt`: one piece a line, its number is the line's, counted from 0.
enum VocabularyFile {
  static let name = "vocab.txt"

  /// White space at the end of a line does not belong to the piece, as in `tokenizers`; an empty
  /// line has a number and no piece.
  static func pieces(_ path: String) throws(TokenizerError) -> [(piece: String, id: Int32)] {
    let bytes = try TextFile.read(path)
    guard bytes.count < Vocabulary.limit else {
      throw .vocabularySize(path: path, bytes: bytes.count, limit: Vocabulary.limit)
    }
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.enumerated().map { number, line in
      (String(decoding: withoutTrailingSpaces(line), as: UTF8.self), Int32(number))
    }
  }

  private static func withoutTrailingSpaces(_ line: ArraySlice<UInt8>) -> Substring.UTF8View {
    var scalars = Substring(String(decoding: line, as: UTF8.self)).unicodeScalars
    while let last = scalars.last,
      UnicodeTables.shared.properties[last.value].contains(.whitespace)
    {
      scalars.removeLast()
    }
    return Substring(scalars).utf8
  }
}
