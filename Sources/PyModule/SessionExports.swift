// The names below are the C contract's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CPythonShim
import MTLCore
import MTLData

@implementation @c
func mtl_session_create(
  _ request: mtl_text, _ session: UnsafeMutablePointer<OpaquePointer?>,
  _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  door(error) {
    session.pointee = Handle.give(try Session(decode(SessionRequest.self, request)))
  }
}

@implementation @c
func mtl_session_describe(
  _ session: OpaquePointer, _ reply: UnsafeMutablePointer<OpaquePointer?>,
  _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  answer(reply, error) { try Reply(borrow(session).describe()) }
}

@implementation @c
func mtl_session_read(
  _ session: OpaquePointer, _ request: mtl_text, _ dataset: UnsafeMutablePointer<OpaquePointer?>,
  _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  door(error) {
    let request = try decode(ReadingRequest.self, request)
    let data = try borrow(session).read(request.source, problems: request.problems)
    dataset.pointee = Handle.give(DatasetHandle(data))
  }
}

@implementation @c
func mtl_session_train(
  _ session: OpaquePointer, _ request: mtl_text, _ train: mtl_datasets, _ dev: mtl_datasets,
  _ trainer: UnsafeMutablePointer<OpaquePointer?>, _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  door(error) {
    trainer.pointee = Handle.give(
      try borrow(session).train(
        decode(TrainingConfiguration.self, request), train: train.values, dev: dev.values))
  }
}

@implementation @c
func mtl_session_evaluate(
  _ session: OpaquePointer, _ request: mtl_text, _ data: mtl_datasets,
  _ reply: UnsafeMutablePointer<OpaquePointer?>, _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  answer(reply, error) {
    let report = try borrow(session).evaluate(data.values, decode(EvaluationRequest.self, request))
    return try Reply(report.json)
  }
}

@implementation @c
func mtl_session_predict(
  _ session: OpaquePointer, _ request: mtl_text, _ inputs: OpaquePointer,
  _ reply: UnsafeMutablePointer<OpaquePointer?>, _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  answer(reply, error) {
    let inputs = Handle.borrow(inputs, as: DatasetHandle.self).dataset.inputs
    return try borrow(session).predict(inputs, decode(PredictionRequest.self, request)).reply()
  }
}

@implementation @c
func mtl_session_encode(
  _ session: OpaquePointer, _ request: mtl_text, _ inputs: OpaquePointer,
  _ reply: UnsafeMutablePointer<OpaquePointer?>, _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  answer(reply, error) {
    let inputs = Handle.borrow(inputs, as: DatasetHandle.self).dataset.inputs
    return try borrow(session).encode(inputs, decode(PredictionRequest.self, request))
  }
}

@implementation @c
func mtl_session_save(
  _ session: OpaquePointer, _ folder: mtl_text, _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  door(error) { try borrow(session).save(to: String(folder)) }
}

@implementation @c
func mtl_session_export_pretraining(
  _ session: OpaquePointer, _ folder: mtl_text, _ problem: mtl_text,
  _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  door(error) {
    let name = String(problem)
    try borrow(session).exportPretraining(
      to: String(folder), problem: name.isEmpty ? nil : name)
  }
}

@implementation @c
func mtl_session_destroy(_ session: OpaquePointer) {
  Handle.takeBack(session, as: Session.self)
}

private func borrow(_ session: OpaquePointer) -> Session {
  Handle.borrow(session, as: Session.self)
}
