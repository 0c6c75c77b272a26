/// The ids of the five roles.
struct SpecialRoles {
  let unknown: Int32
  let classifier: Int32
  let separator: Int32
  let padding: Int32?
  let mask: Int32?
}

/// Finds the tokens of the five roles and the added ones in a vocabulary.
///
/// A padding or mask token that the vocabulary lacks is left out (`transformers` would number it
/// past the end of the model's embeddings), and its spelling in a text is ordinary text.
func findSpecials(
  _ vocabulary: Vocabulary, _ settings: TokenizerSettings, path: String
) throws(TokenizerError) -> (SpecialTokens, SpecialRoles) {
  var specials = SpecialTokens()
  for token in settings.added {
    guard let id = vocabulary.id(of: token.content) ?? token.id else {
      throw .field(
        path: path, field: "additional_special_tokens", expected: "tokens of the vocabulary",
        actual: "'\(token.content)'")
    }
    specials.insert(token.content, id: id)
  }
  var found: [SpecialRole: Int32] = [:]
  for role in SpecialRole.allCases {
    let name = settings.names[role] ?? role.standard
    let added = specials.all.first { $0.bytes.elementsEqual(name.utf8) }?.id
    guard let id = added ?? vocabulary.id(of: name) else { continue }
    found[role] = id
    specials.insert(name, id: id)
  }
  func needed(_ role: SpecialRole) throws(TokenizerError) -> Int32 {
    if let id = found[role] { return id }
    throw .missingSpecialToken(
      path: path, role: role, token: settings.names[role] ?? role.standard)
  }
  return (
    specials,
    SpecialRoles(
      unknown: try needed(.unknown), classifier: try needed(.classifier),
      separator: try needed(.separator), padding: found[.padding], mask: found[.mask])
  )
}
