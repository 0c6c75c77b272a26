import ArgumentParser

/// The three parts of the data, as the configuration names them.
enum Part: String, ExpressibleByArgument, CaseIterable {
  case train, dev, test
}
