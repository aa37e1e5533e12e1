# The SDK's headers compile in every language that they promise.
find_program(STET_CXX NAMES c++ g++ clang++-14 clang++)
foreach(standard c99 c11 c17)
  add_test(NAME sdk_${standard}
    COMMAND ${CMAKE_C_COMPILER} -std=${standard} -pedantic-errors -Wall -Wextra
            -Wconversion -Werror -fsyntax-only
            -I${CMAKE_SOURCE_DIR}/plugins/sdk
            ${CMAKE_CURRENT_SOURCE_DIR}/plugins/sdk_use.c)
endforeach()
if(STET_CXX)
  foreach(standard c++11 c++17)
    add_test(NAME sdk_${standard}
      COMMAND ${STET_CXX} -x c++ -std=${standard} -pedantic-errors -Wall
              -Wextra -Werror -fsyntax-only
              -I${CMAKE_SOURCE_DIR}/plugins/sdk
              ${CMAKE_CURRENT_SOURCE_DIR}/plugins/sdk_use.c)
  endforeach()
endif()
