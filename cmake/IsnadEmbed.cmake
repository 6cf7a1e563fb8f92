# isnad_embed_textproto(NAME PROTO file MESSAGE name SYMBOL symbol
#                       FILES file... [DEPS target...])
#
# Declares the library isnad_NAME, linked as isnad::NAME, that holds FILES
# (textproto, all of one MESSAGE) as one binary message between the C symbols
# SYMBOL_begin and SYMBOL_end. Binary messages concatenate: repeated fields of
# all files end up in one list. The bytes go in by .incbin, so that megabytes
# of data cost the compiler nothing.
function(isnad_embed_textproto name)
  cmake_parse_arguments(ARG "" "PROTO;MESSAGE;SYMBOL" "FILES" ${ARGN})
  set(protos ${PROJECT_SOURCE_DIR}/proto)
  set(parts)
  foreach(file IN LISTS ARG_FILES)
    get_filename_component(stem ${file} NAME_WE)
    set(part ${CMAKE_CURRENT_BINARY_DIR}/${stem}.binpb)
    add_custom_command(
      OUTPUT ${part}
      COMMAND sh -c
        "$<TARGET_FILE:protobuf::protoc> -I${protos} --encode=${ARG_MESSAGE} ${ARG_PROTO} < ${CMAKE_CURRENT_SOURCE_DIR}/${file} > ${part}.tmp"
      COMMAND ${CMAKE_COMMAND} -E rename ${part}.tmp ${part}
      DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file} ${protos}/${ARG_PROTO}
      COMMENT "Encoding ${file}" VERBATIM)
    list(APPEND parts ${part})
  endforeach()
  set(whole ${CMAKE_CURRENT_BINARY_DIR}/${name}.binpb)
  string(REPLACE ";" " " part_list "${parts}")
  add_custom_command(
    OUTPUT ${whole}
    COMMAND sh -c "cat ${part_list} > ${whole}"
    DEPENDS ${parts}
    COMMENT "Joining ${name}" VERBATIM)
  set(assembly ${CMAKE_CURRENT_BINARY_DIR}/${name}.S)
  file(CONFIGURE OUTPUT ${assembly} @ONLY CONTENT [[
.section .rodata
.balign 16
.global @ARG_SYMBOL@_begin
@ARG_SYMBOL@_begin:
.incbin "@whole@"
.global @ARG_SYMBOL@_end
@ARG_SYMBOL@_end:
.byte 0
.section .note.GNU-stack,"",%progbits
]])
  set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS ${whole})
  add_library(isnad_${name} STATIC ${assembly})
  add_library(isnad::${name} ALIAS isnad_${name})
endfunction()
