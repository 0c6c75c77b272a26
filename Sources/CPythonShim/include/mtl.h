/// The C contract between the CPython shim, which calls it, and PyModule, which implements it.
/// It names no Python type and no Swift type. Control is JSON, data is buffers.
///
/// Every function that can fail returns a status; on any status but MTL_OK it has filled `error`.
/// A handle is made by one function and paid back by its `destroy`. What a request borrows is read
/// during the call and never kept. No pointer is null unless it is said to be.
#pragma once
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef enum mtl_status : int32_t {
  MTL_OK = 0,
  MTL_VALUE = 1,     // a value, row, file or key that does not fit
  MTL_TYPE = 2,      // a value of another type than asked for
  MTL_KEY = 3,       // a name that is not there
  MTL_OS = 4,        // the system refused; `error->number` is its errno
  MTL_MEMORY = 5,    // no room
  MTL_TRAINING = 6,  // a run of training that cannot go on
  MTL_INTERNAL = 7,  // a fault of ours
} mtl_status;

typedef struct {
  mtl_status status;
  int32_t number;   // errno where the status is MTL_OS
  char text[4096];  // UTF-8, cut between characters, always terminated
} mtl_error;

/// UTF-8 that is not terminated.
typedef struct {
  const char *_Nullable bytes;
  ptrdiff_t length;
} mtl_text;

typedef struct {
  const mtl_text *_Nullable base;
  ptrdiff_t count;
} mtl_texts;

typedef struct {
  const int64_t *_Nullable base;
  ptrdiff_t count;
} mtl_integers;

typedef struct {
  const uint8_t *_Nullable base;
  ptrdiff_t count;
} mtl_bytes;

typedef struct {
  const double *_Nullable base;
  ptrdiff_t count;
} mtl_numbers;

/// One array of a modality, row-major.
typedef struct {
  const void *_Nullable base;
  const ptrdiff_t *_Nullable shape;  // [dimensions]
  ptrdiff_t dimensions;
  char format;  // of PEP 3118: 'f', 'd' or 'B'
} mtl_values;

/// What rows hold of other modalities, an array for each row and modality.
typedef struct {
  mtl_texts names;
  mtl_integers owners;  // [arrays]: the number of the modality's name
  mtl_integers rows;    // [arrays]: the row, rising
  const mtl_values *_Nullable base;
  ptrdiff_t count;
} mtl_modalities;

/// What rows give the model to read: strings make segments, segments make rows.
typedef struct {
  mtl_texts strings;
  mtl_integers segments;  // [segments + 1]: where the strings of each segment begin
  mtl_bytes kinds;        // [segments]: 0 running text (one string), 1 words; 2 and 3 the same
                          // for a sentence of a document
  mtl_integers rows;      // [rows + 1]: where the segments of each row begin (one, a pair, or the
                          // sentences of a document; none where it has other
                          // modalities alone)
  mtl_modalities modalities;
} mtl_inputs;

/// What one row asks of a problem.
typedef enum mtl_form : uint8_t {
  MTL_LABEL = 0,    // one string
  MTL_LABELS = 1,   // any number of strings
  MTL_NUMBER = 2,   // one number
  MTL_NUMBERS = 3,  // any number of numbers
  MTL_TEXT = 4,     // one string, running text
  MTL_WORDS = 5,    // strings, the words of a text
  MTL_NOTHING = 6,
  MTL_MODAL = 7,  // strings of kind 3 name a modality, and the labels of its rows follow
} mtl_form;

/// What rows ask of one problem: strings and numbers, each end to end over the rows.
typedef struct {
  mtl_text problem;
  mtl_bytes forms;  // [rows]: an mtl_form each
  mtl_texts strings;
  mtl_bytes kinds;  // [strings]: 0 text, 1 integer, 2 boolean ("true" or "false"), 3 modality
  mtl_integers string_rows;  // [rows + 1]: where the strings of each row begin
  mtl_numbers numbers;
  mtl_integers number_rows;  // [rows + 1]: where the numbers of each row begin
} mtl_targets;

/// One array of a reply, row-major, alive as long as the reply.
typedef struct {
  const char *name;
  const char *format;  // of PEP 3118: "f", "d", "i" or "q"
  ptrdiff_t item_size;
  ptrdiff_t dimensions;
  const ptrdiff_t *shape;
  const ptrdiff_t *strides;  // in bytes
  const void *base;
} mtl_array;

typedef struct mtl_reply mtl_reply;
typedef struct mtl_dataset mtl_dataset;
typedef struct mtl_tokenizer mtl_tokenizer;
typedef struct mtl_session mtl_session;
typedef struct mtl_trainer mtl_trainer;
typedef struct mtl_profiler mtl_profiler;

/// Datasets that the caller keeps alive during the call.
typedef struct {
  mtl_dataset *_Nonnull const *_Nullable base;
  ptrdiff_t count;
} mtl_datasets;

// A reply: one JSON text and named arrays, paid back once by everyone who holds it.
mtl_text mtl_reply_json(mtl_reply *reply);
ptrdiff_t mtl_reply_count(mtl_reply *reply);
mtl_array mtl_reply_array(mtl_reply *reply, ptrdiff_t index);
void mtl_reply_retain(mtl_reply *reply);
void mtl_reply_destroy(mtl_reply *reply);

// What this build is: {"version": ..., "problem_types": [...]}.
mtl_status mtl_describe(mtl_reply *_Nullable *_Nonnull reply, mtl_error *error);

// What it runs on and computes with; {"measure": true} takes half a second.
mtl_status mtl_describe_backend(
    mtl_text request, mtl_reply *_Nullable *_Nonnull reply, mtl_error *error);

// Rows of a problem or an `&` group.
mtl_status mtl_dataset_create(
    mtl_text name, mtl_inputs inputs, const mtl_targets *_Nullable targets, ptrdiff_t problems,
    mtl_dataset *_Nullable *_Nonnull dataset, mtl_error *error);
ptrdiff_t mtl_dataset_rows(mtl_dataset *dataset);
void mtl_dataset_destroy(mtl_dataset *dataset);

// A tokenizer from a folder. `maximum` below 0 is no limit.
mtl_status mtl_tokenizer_create(
    mtl_text folder, mtl_tokenizer *_Nullable *_Nonnull tokenizer, mtl_error *error);
mtl_status mtl_tokenizer_encode(
    mtl_tokenizer *tokenizer, mtl_dataset *dataset, ptrdiff_t maximum,
    mtl_reply *_Nullable *_Nonnull reply, mtl_error *error);
mtl_status mtl_tokenizer_describe(
    mtl_tokenizer *tokenizer, mtl_reply *_Nullable *_Nonnull reply, mtl_error *error);
mtl_status mtl_tokenizer_save(mtl_tokenizer *tokenizer, mtl_text folder, mtl_error *error);
void mtl_tokenizer_destroy(mtl_tokenizer *tokenizer);

// A model with its tokenizer and problems. Threads take turns; a forked process is refused.
mtl_status mtl_session_create(
    mtl_text request, mtl_session *_Nullable *_Nonnull session, mtl_error *error);
mtl_status mtl_session_describe(
    mtl_session *session, mtl_reply *_Nullable *_Nonnull reply, mtl_error *error);
mtl_status mtl_session_read(
    mtl_session *session, mtl_text request, mtl_dataset *_Nullable *_Nonnull dataset,
    mtl_error *error);
mtl_status mtl_session_train(
    mtl_session *session, mtl_text request, mtl_datasets train, mtl_datasets dev,
    mtl_trainer *_Nullable *_Nonnull trainer, mtl_error *error);
mtl_status mtl_session_profile(
    mtl_session *session, mtl_text request, mtl_datasets train,
    mtl_profiler *_Nullable *_Nonnull profiler, mtl_error *error);
mtl_status mtl_session_evaluate(
    mtl_session *session, mtl_text request, mtl_datasets data, mtl_reply *_Nullable *_Nonnull reply,
    mtl_error *error);
mtl_status mtl_session_predict(
    mtl_session *session, mtl_text request, mtl_dataset *inputs,
    mtl_reply *_Nullable *_Nonnull reply, mtl_error *error);
mtl_status mtl_session_encode(
    mtl_session *session, mtl_text request, mtl_dataset *inputs,
    mtl_reply *_Nullable *_Nonnull reply, mtl_error *error);
mtl_status mtl_session_save(mtl_session *session, mtl_text folder, mtl_error *error);
/// An empty problem is the only one that is a language model.
mtl_status mtl_session_export_pretraining(
    mtl_session *session, mtl_text folder, mtl_text problem, mtl_error *error);
void mtl_session_destroy(mtl_session *session);

// One run of training, a step at a time.
mtl_status mtl_trainer_describe(
    mtl_trainer *trainer, mtl_reply *_Nullable *_Nonnull reply, mtl_error *error);
mtl_status mtl_trainer_step(
    mtl_trainer *trainer, mtl_reply *_Nullable *_Nonnull reply, mtl_error *error);
mtl_status mtl_trainer_save(mtl_trainer *trainer, mtl_error *error);
/// Lets go of the output folder.
void mtl_trainer_close(mtl_trainer *trainer);
void mtl_trainer_destroy(mtl_trainer *trainer);

// Training of a copy whose kernels are watched, a step at a time.
mtl_status mtl_profiler_step(
    mtl_profiler *profiler, mtl_reply *_Nullable *_Nonnull reply, mtl_error *error);
mtl_status mtl_profiler_report(
    mtl_profiler *profiler, mtl_reply *_Nullable *_Nonnull reply, mtl_error *error);
mtl_status mtl_profiler_trace(
    mtl_profiler *profiler, mtl_reply *_Nullable *_Nonnull reply, mtl_error *error);
void mtl_profiler_destroy(mtl_profiler *profiler);

#pragma clang assume_nonnull end
