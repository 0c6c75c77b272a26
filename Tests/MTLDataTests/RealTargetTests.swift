import MTLData
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.folder != nil, Comment(rawValue: SharedData.isMissing)))
struct RealTargetTests {
  private func source(_ name: String, _ format: SourceFormat) -> SourceDescription {
    var source = SourceDescription(path: SharedData.path(name))
    source.format = format
    return source
  }

  /// 197 rows have two columns more than the others, and texts have single quotes.
  @Test func likenessOfSentences() throws {
    var source = source("stsb/sts-train.csv", .tsv)
    (source.text, source.pair, source.targets) = (
      .number(5), .number(6), ["score": .number(4)]
    )
    source.extraColumns = .ignore
    let data = try Dataset(reading: source, problems: [score])
    #expect(data.inputs.count == 5749)
    let inRange = (data.targets["score"] ?? []).allSatisfy {
      if case .number(let number) = $0 { 0...5 ~= number } else { false }
    }
    #expect(inRange)
  }

  @Test func requestsInThreeFiles() throws {
    var source = source("atis_snips/atis/dev/seq.in", .text)
    source.targetPaths = [
      "mood": SharedData.path("atis_snips/atis/dev/label"),
      "ner": SharedData.path("atis_snips/atis/dev/seq.out"),
    ]
    let data = try Dataset(reading: source, problems: [mood, ner])
    #expect(data.inputs.count == 500)
  }

  @Test func translations() throws {
    var source = source("multi30k/val.en", .text)
    source.targetPaths = ["german": SharedData.path("multi30k/val.de")]
    let data = try Dataset(reading: source, problems: [german])
    #expect(data.inputs.count == data.targets["german"]?.count)
    #expect(data.inputs.count > 1000)
  }

  @Test func emotionsAreSets() throws {
    var source = source("goemotions/train.tsv", .tsv)
    (source.text, source.targets) = (.number(0), ["topics": .number(1)])
    source.labelSeparator = ","
    let data = try Dataset(reading: source, problems: [topics])
    #expect(data.inputs.count == 43_410)
    #expect(try LabelVocabulary(of: data.targets["topics"] ?? []).count == 28)
  }
}
