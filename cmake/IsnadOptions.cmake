# Options of the build, and the flags every own target is compiled with.

option(ISNAD_BUILD_TESTS "Build the tests, fuzzers and benchmarks" ON)
option(ISNAD_FUZZ "Build the fuzz targets with libFuzzer (Clang only)" OFF)
set(ISNAD_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=")

set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(ISNAD_CCACHE ccache)
if(ISNAD_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ISNAD_CCACHE})
endif()

# Linked PRIVATE by every own target, never by generated code.
add_library(isnad_flags INTERFACE)
target_compile_options(isnad_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety>)

# Sanitizers reach every target, or their reports would be false.
if(ISNAD_SANITIZE)
  add_compile_options(-fsanitize=${ISNAD_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${ISNAD_SANITIZE})
  # What GCC takes for uninitialized once its checks stand between.
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    add_compile_options(-Wno-maybe-uninitialized)
  endif()
  # GCC says that it does not follow the fences of Abseil's flags.
  if(ISNAD_SANITIZE MATCHES thread AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    add_compile_options(-Wno-tsan)
  endif()
endif()
