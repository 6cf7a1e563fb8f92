# Functions that declare the targets of this project.

# isnad_library(NAME SRCS file... [DEPS target...] [PRIVATE_DEPS target...])
#
# Declares the static library isnad_NAME, linked as isnad::NAME. Headers are
# included by their full path from the root.
function(isnad_library name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS;PRIVATE_DEPS" ${ARGN})
  add_library(isnad_${name} STATIC ${ARG_SRCS})
  add_library(isnad::${name} ALIAS isnad_${name})
  target_include_directories(isnad_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(isnad_${name}
    PUBLIC ${ARG_DEPS}
    PRIVATE ${ARG_PRIVATE_DEPS} isnad_flags)
endfunction()

# isnad_binary(NAME SRCS file... DEPS target... [MIMALLOC])
#
# Declares an executable, built into bin/. MIMALLOC, for one that reads documents:
# its memory is mimalloc's, which has to come before all other libraries to be
# the one that they use too.
function(isnad_binary name)
  cmake_parse_arguments(ARG "MIMALLOC" "" "SRCS;DEPS" ${ARGN})
  if(ARG_MIMALLOC)
    set(allocator ${ISNAD_ALLOCATOR})
  endif()
  add_executable(${name} ${ARG_SRCS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE
    ${allocator} ${ARG_DEPS} isnad_flags)
endfunction()

# isnad_test(FILE_test.cc LABEL label DEPS target...)
#
# Declares one test executable for a file below tests/ and registers it with
# CTest under its path without "_test.cc". Labels: unit, service, e2e, golden,
# slow.
function(isnad_test source)
  cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "DEPS" ${ARGN})
  file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR}/tests
       ${CMAKE_CURRENT_SOURCE_DIR}/${source})
  string(REGEX REPLACE "_test\\.cc$" "" path ${path})
  string(REPLACE "/" "_" target ${path}_test)
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 400)
  endif()
  add_executable(${target} ${source})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${target} PRIVATE
    ${ARG_DEPS} isnad_flags GTest::gmock GTest::gtest_main)
  set_target_properties(${target} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/test_bin)
  add_test(NAME ${path} COMMAND ${target})
  set_tests_properties(${path} PROPERTIES
    LABELS ${ARG_LABEL}
    TIMEOUT ${ARG_TIMEOUT}
    ENVIRONMENT
      "ISNAD_SOURCE_DIR=${PROJECT_SOURCE_DIR};ISNAD_BINARY_DIR=${CMAKE_BINARY_DIR}")
endfunction()

# isnad_proto_library(NAME ROOT dir PROTOS file... [GRPC] [DEPS target...]
#                     [IMPORTS dir...])
#
# Generates C++ of .proto files given relative to ROOT and declares the library
# isnad_NAME, linked as isnad::NAME. The generated headers are SYSTEM: own
# warnings do not apply to them. (protobuf_generate() of CMake 3.25 names its
# outputs relative to the calling folder, which breaks with a second root.)
function(isnad_proto_library name)
  cmake_parse_arguments(ARG "GRPC" "ROOT" "PROTOS;DEPS;IMPORTS" ${ARGN})
  set(out ${CMAKE_BINARY_DIR}/proto_gen)
  set(includes -I${ARG_ROOT})
  foreach(dir IN LISTS ARG_IMPORTS)
    list(APPEND includes -I${dir})
  endforeach()
  set(sources)
  foreach(proto IN LISTS ARG_PROTOS)
    string(REGEX REPLACE "\\.proto$" "" stem ${proto})
    set(generated ${out}/${stem}.pb.cc ${out}/${stem}.pb.h)
    set(command COMMAND protobuf::protoc ${includes} --cpp_out=${out})
    if(ARG_GRPC)
      list(APPEND generated ${out}/${stem}.grpc.pb.cc ${out}/${stem}.grpc.pb.h)
      list(APPEND command --grpc_out=${out}
        --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
    endif()
    add_custom_command(
      OUTPUT ${generated}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${out}
      ${command} ${ARG_ROOT}/${proto}
      DEPENDS ${ARG_ROOT}/${proto}
      COMMENT "Generating ${proto}" VERBATIM)
    list(APPEND sources ${generated})
  endforeach()
  add_library(isnad_${name} STATIC ${sources})
  add_library(isnad::${name} ALIAS isnad_${name})
  target_include_directories(isnad_${name} SYSTEM PUBLIC ${out})
  target_link_libraries(isnad_${name} PUBLIC ${ARG_DEPS} protobuf::libprotobuf)
  if(ARG_GRPC)
    target_link_libraries(isnad_${name} PUBLIC gRPC::grpc++)
  endif()
endfunction()
