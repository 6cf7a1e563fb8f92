// The promises of `Store`, which every engine must keep. An engine's test
// includes this file and instantiates the suite with a factory.
#ifndef ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_H_
#define ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_H_

#include "tests/query_service/store/store_conformance_append.h"
#include "tests/query_service/store/store_conformance_facts.h"
#include "tests/query_service/store/store_conformance_fixture.h"
#include "tests/query_service/store/store_conformance_read.h"
#include "tests/query_service/store/store_conformance_sketch.h"
#include "tests/query_service/store/store_conformance_wait.h"

#endif  // ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_H_
