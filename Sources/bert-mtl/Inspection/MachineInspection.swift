import MTLCore
import MTLData

/// What this machine and its libraries are, and what is measured of them.
struct MachineInspection {
  private let info: BackendInfo

  init(_ info: BackendInfo) { self.info = info }

  var text: String {
    var table = Table("machine", "")
    table.add("processor", info.processor.name.isEmpty ? "-" : info.processor.name)
    table.add(
      "instructions",
      info.processor.features.isEmpty ? "-" : info.processor.features.joined(separator: " "))
    table.add("OpenBLAS", "\(info.openBLAS.version), kernels \(info.openBLAS.kernels)")
    table.add("oneDNN", oneDNN)
    table.add("threads", "\(info.threads.count), \(origin)")
    table.add("memory", gibibytes(info.memory.total))
    if let limit = info.memory.limit { table.add("memory limit", gibibytes(limit)) }
    for (type, speed) in (info.gigaflops ?? [:]).sorted(by: { $0.key < $1.key }) {
      table.add("products of \(type)", "\(speed.fixed(1)) GFLOP/s")
    }
    return table.text
  }

  private var oneDNN: String {
    let found = [info.oneDNN.version, info.oneDNN.instructions].compactMap { $0 }
    return found.isEmpty ? info.oneDNN.note ?? "-" : found.joined(separator: ", ")
  }

  private var origin: String {
    switch info.threads.origin {
    case .option: "as asked for"
    case .environment: "from BERT_MTL_THREADS"
    case .processors: "the processors of this process"
    case .quota: "the limit of its control group"
    }
  }

  private func gibibytes(_ bytes: Int) -> String { "\((Double(bytes) / 0x1p30).fixed(1)) GiB" }
}
