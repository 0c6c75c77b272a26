import ArgumentParser

@main
struct Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bert-mtl", abstract: "BERT multi-task learning.")
}
