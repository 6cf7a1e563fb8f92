#include "ingest_service/server/submission_key.h"

#include <functional>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace isnad {
namespace {

v1::IngestDocumentRequest Request() {
  v1::IngestDocumentRequest request;
  request.mutable_document()->set_source("text");
  request.mutable_document()->set_title("title");
  return request;
}

SubmissionKey KeyOf(const v1::IngestDocumentRequest& request) {
  return MakeSubmissionKey(request, "1", "catalog");
}

TEST(SubmissionKeyTest, EverythingTheRecordIsMadeOfCounts) {
  const SubmissionKey key = KeyOf(Request());
  EXPECT_EQ(KeyOf(Request()).input_digest, key.input_digest);
  const std::vector<std::function<void(v1::Document&)>> changes = {
      [](v1::Document& d) { d.set_source("other"); },
      [](v1::Document& d) { d.set_title("other"); },
      [](v1::Document& d) { d.set_outlet("other"); },
      [](v1::Document& d) { d.set_author("other"); },
      [](v1::Document& d) { d.set_uri("other"); },
      [](v1::Document& d) { d.set_media_type("text/html"); },
      [](v1::Document& d) { d.set_charset("windows-1256"); },
      [](v1::Document& d) { d.mutable_publish_time()->set_seconds(0); },
      // Neighbours do not run into each other.
      [](v1::Document& d) {
        d.clear_title();
        d.set_outlet("title");
      },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    v1::IngestDocumentRequest request = Request();
    changes[i](*request.mutable_document());
    EXPECT_NE(KeyOf(request).input_digest, key.input_digest) << i;
    EXPECT_NE(KeyOf(request).request_digest, key.request_digest) << i;
  }
}

TEST(SubmissionKeyTest, NewRulesOrDataMakeANewState) {
  const SubmissionKey key = KeyOf(Request());
  EXPECT_NE(MakeSubmissionKey(Request(), "2", "catalog").input_digest,
            key.input_digest);
  EXPECT_NE(MakeSubmissionKey(Request(), "1", "other").input_digest,
            key.input_digest);
  // A repeated request stays the same through an upgrade.
  EXPECT_EQ(MakeSubmissionKey(Request(), "2", "other").request_digest,
            key.request_digest);
}

TEST(SubmissionKeyTest, WhatOnlyAnswersSayDoesNotCount) {
  v1::IngestDocumentRequest request = Request();
  request.mutable_document()->set_revision(7);
  request.mutable_document()->set_text("forged");
  EXPECT_EQ(KeyOf(request).input_digest, KeyOf(Request()).input_digest);
}

TEST(SubmissionKeyTest, ANameCountsForTheRequestOnly) {
  v1::IngestDocumentRequest request = Request();
  request.mutable_document()->set_name("documents/mine");
  const SubmissionKey key = KeyOf(request);
  EXPECT_EQ(key.document, "documents/mine");
  EXPECT_NE(key.request_digest, KeyOf(Request()).request_digest);
}

}  // namespace
}  // namespace isnad
