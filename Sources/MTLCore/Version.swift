/// The version of the package, the one place that says it: setup.py reads it from this line.
public let version = "0.1.0"
