import Foundation
import MTLData
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.folder != nil, Comment(rawValue: SharedData.isMissing)))
struct RealDataTests {
  private func source(_ name: String, _ format: SourceFormat) -> SourceDescription {
    var source = SourceDescription(path: SharedData.path(name))
    source.format = format
    return source
  }

  @Test func weibo() throws {
    let data = try Dataset(
      reading: source("weibo_ner/weiboNER_2nd_conll.train", .conll), problems: [ner])
    #expect(data.inputs.count == 1350)
    let tags = try LabelVocabulary(of: data.targets["ner"] ?? [])
    #expect(tags.labels.contains(.text("B-PER.NAM")) && tags.count == 17)
  }

  @Test func cola() throws {
    var source = source("cola/in_domain_train.tsv", .tsv)
    source.text = .number(3)
    source.targets = ["mood": .number(1)]
    let data = try Dataset(reading: source, problems: [mood])
    #expect(data.inputs.count == 8551)
    #expect(try LabelVocabulary(of: data.targets["mood"] ?? []).labels == [.text("0"), .text("1")])
  }

  @Test func goEmotions() throws {
    var source = source("goemotions/train.tsv", .tsv)
    source.text = .number(0)
    source.targets = ["ner": .number(1)]
    source.wordSeparator = ","
    let data = try Dataset(reading: source, problems: [ner])
    #expect(data.inputs.count == 43_410)
    #expect(try LabelVocabulary(of: data.targets["ner"] ?? []).count == 28)
  }

  /// Every label of a sentence that is not cut comes back from the features, in order.
  @Test func labelsComeBackFromFeatures() throws {
    let data = try Dataset(
      reading: source("weibo_ner/weiboNER_2nd_conll.dev", .conll), problems: [ner])
    let targets = try #require(data.targets["ner"])
    let vocabulary = try LabelVocabulary(of: targets)
    let problem = EncodedProblem(
      name: "ner", encoder: TagEncoder(problem: "ner", vocabulary))
    let tokenizer = try Tokenizer(
      vocabularyFile: SharedData.path("vocab/bert-base-chinese-vocab.txt"), lowercases: true)
    var features = GroupFeatures(problems: [problem])
    for (row, encoding) in try tokenizer.encode(data.inputs, maximumLength: 48).enumerated() {
      try features.append(
        EncodedRow(encoding), targets: ["ner": targets[row]], place: data.place(ofRow: row))
    }
    for (row, target) in targets.enumerated() {
      guard case .labels(let labels) = target else { continue }
      let span = features.words(ofRow: row)
      #expect(features.lengths[row] <= 48 && Int(features.wordCounts[row]) == labels.count)
      if labels.count <= 46 { #expect(span.count <= labels.count && span.count > 0) }
      for (word, id) in zip(features.wordNumbers[span], features.targets[0].ids(ofRow: row)) {
        #expect(vocabulary.label(Int(id)) == labels[Int(word)])
      }
    }
  }
}
