// The names below are the C contract's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CPythonShim
import MTLData

/// A dataset that C can hold.
final class DatasetHandle: Sendable {
  let dataset: Dataset

  init(_ dataset: Dataset) { self.dataset = dataset }
}

@implementation @c
func mtl_dataset_create(
  _ name: mtl_text, _ inputs: mtl_inputs, _ targets: UnsafePointer<mtl_targets>?, _ problems: Int,
  _ dataset: UnsafeMutablePointer<OpaquePointer?>, _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  door(error) {
    let targets = UnsafeBufferPointer(start: targets, count: problems)
    dataset.pointee = Handle.give(
      DatasetHandle(try Dataset(name: String(name), inputs, targets)))
  }
}

@implementation @c
func mtl_dataset_rows(_ dataset: OpaquePointer) -> Int {
  Handle.borrow(dataset, as: DatasetHandle.self).dataset.inputs.count
}

@implementation @c
func mtl_dataset_destroy(_ dataset: OpaquePointer) {
  Handle.takeBack(dataset, as: DatasetHandle.self)
}
