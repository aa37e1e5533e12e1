/* What the arena promises: zeroed, aligned, growing, reusable memory; and the
 * heap: memory or the end. */
#include "text/arena.h"
#include "text/heap.h"

#include "support/test.h"

#include <signal.h>
#include <stdalign.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __SANITIZE_THREAD__
#define IS_TSAN 1
#else
#define IS_TSAN 0
#endif

#if ARENA_IS_GUARDED
#include <sanitizer/asan_interface.h>

static bool is_poisoned(const char *at)
{
    return __asan_address_is_poisoned(at) != 0;
}
#endif

static void memory_is_zeroed_and_aligned(void **state)
{
    struct arena arena = {0};

    for (size_t size = 0; size < 5000; size = size * 2 + 1) {
        unsigned char *bytes = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)bytes % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(bytes[i], 0);
            bytes[i] = 0xAA;
        }
    }
    arena_release(&arena);
}

#if ARENA_IS_GUARDED
static void what_needs_less_is_no_better_aligned(void **state)
{
    struct arena arena = {0};
    char *odd = arena_alloc_aligned(&arena, 1, 1);
    uint32_t *number = ARENA_NEW(&arena, uint32_t);

    assert_int_equal((uintptr_t)odd % 2, 1);
    assert_int_equal((uintptr_t)number % 8, alignof(uint32_t));
    arena_release(&arena);
}

static void a_step_outside_and_a_look_back_are_seen(void **state)
{
    struct arena arena = {0};

    arena_reserve(&arena, 100);
    for (size_t size = 1; size < 20; size++) {
        char *bytes = arena_alloc_aligned(&arena, size, 8);
        assert_true(is_poisoned(bytes - 1));
        assert_false(is_poisoned(bytes));
        assert_false(is_poisoned(bytes + size - 1));
        assert_true(is_poisoned(bytes + size));
        if (size % 3 == 0) {
            arena_reset(&arena);
            assert_true(is_poisoned(bytes));
        }
    }
    arena_release(&arena);
}
#else
static void what_needs_less_is_packed(void **state)
{
    struct arena arena = {0};
    char *first = arena_alloc_aligned(&arena, 1, 1);
    char *second = arena_alloc_aligned(&arena, 1, 1);
    uint32_t *number = ARENA_NEW(&arena, uint32_t);

    assert_ptr_equal(second, first + 1);
    assert_int_equal((uintptr_t)number % alignof(uint32_t), 0);
    assert_in_range((char *)number - second, 1, alignof(uint32_t));
    arena_release(&arena);
}
#endif

static void what_is_reserved_takes_one_chunk_of_its_size(void **state)
{
    struct arena arena = {0};

    arena_reserve(&arena, 1000);
    for (int i = 0; i < 250; i++)
        *ARENA_NEW(&arena, uint32_t) = 1;
    assert_int_equal(arena.total, 1000);
    assert_int_equal(arena.used, 1000);
    arena_reserve(&arena, 0);
    assert_int_equal(arena.total, 1000);
    arena_reserve(&arena, 8);
    assert_int_equal(arena.total, 1008);
    arena_release(&arena);
}

static void a_large_request_gets_its_own_chunk(void **state)
{
    struct arena arena = {0};
    char *first = arena_alloc(&arena, 16);
    char *large = arena_array(&arena, 3, 1u << 20);

    large[3 * (1u << 20) - 1] = 1;
    assert_int_equal(first[0], 0);
    arena_release(&arena);
    assert_null(arena.newest);
}

static void reset_keeps_one_chunk(void **state)
{
    struct arena arena = {0};

    for (int i = 0; i < 1000; i++)
        arena_alloc(&arena, 1000);
    arena_reset(&arena);
    assert_int_equal(arena.used, 0);
    assert_true(arena.total <= (1u << 20));
    assert_true(str_eq(arena_copy(&arena, STR("Bacon")), STR("Bacon")));
    arena_release(&arena);
}

static void an_array_grows_and_keeps_what_it_has(void **state)
{
    struct arena arena = {0};
    uint32_t *items = NULL, room = 0;

    for (uint32_t count = 0; count < 1000; count++) {
        items = arena_grow(&arena, items, count, &room, sizeof *items);
        assert_true(count < room);
        assert_int_equal(items[count], 0);
        items[count] = count + 1;
    }
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(items[i], i + 1);
    arena_release(&arena);
}

/* Does what no machine has the memory for. */
static void ask_for_too_much(int how)
{
    struct arena arena = {0};

    switch (how) {
    case 0:
        arena_alloc(&arena, SIZE_MAX);
        break;
    case 1:
        heap_array(SIZE_MAX / 2, 4);
        break;
    case 2:
        heap_grow(NULL, SIZE_MAX / 2, 4);
        break;
    default:
        heap_get(SIZE_MAX / 4);
    }
}

/* What a process that asks for too much leaves on stderr, and its end. */
static int end_of_child(int how, char *words, size_t room)
{
    int ends[2], status = 0;
    size_t len = 0;
    ssize_t got;

    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        signal(SIGABRT, SIG_DFL);
        dup2(ends[1], STDERR_FILENO);
        ask_for_too_much(how);
        _exit(0);
    }
    close(ends[1]);
    while ((got = read(ends[0], words + len, room - 1 - len)) > 0)
        len += (size_t)got;
    words[len] = '\0';
    close(ends[0]);
    waitpid(child, &status, 0);
    return status;
}

static void memory_exhausted_is_one_line_and_the_end(void **state)
{
    static const char begin[] = "stet: out of memory (";
    /* Sanitizers have words of their own for what malloc() is asked for. */
    int count = ARENA_IS_GUARDED || IS_TSAN ? 3 : 4;
    char words[4096];

    for (int how = 0; how < count; how++) {
        int status = end_of_child(how, words, sizeof words);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), SIGABRT);
        assert_memory_equal(words, begin, sizeof begin - 1);
        assert_ptr_equal(strchr(words, '\n'), words + strlen(words) - 1);
    }
}

static void heap_memory_is_zeroed_and_grows(void **state)
{
    unsigned char *bytes = heap_array(100, 3);

    for (int i = 0; i < 300; i++)
        assert_int_equal(bytes[i], 0);
    bytes[299] = 7;
    bytes = heap_grow(bytes, 2000, 2);
    assert_int_equal(bytes[299], 7);
    bytes[3999] = 1;
    free(bytes);
    free(heap_get(0));
    free(heap_grow(NULL, 0, 4));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(memory_is_zeroed_and_aligned),
#if ARENA_IS_GUARDED
    cmocka_unit_test(what_needs_less_is_no_better_aligned),
    cmocka_unit_test(a_step_outside_and_a_look_back_are_seen),
#else
    cmocka_unit_test(what_needs_less_is_packed),
#endif
    cmocka_unit_test(what_is_reserved_takes_one_chunk_of_its_size),
    cmocka_unit_test(a_large_request_gets_its_own_chunk),
    cmocka_unit_test(reset_keeps_one_chunk),
    cmocka_unit_test(an_array_grows_and_keeps_what_it_has),
    cmocka_unit_test(heap_memory_is_zeroed_and_grows),
    cmocka_unit_test(memory_exhausted_is_one_line_and_the_end),
};

TEST_MAIN(run_group("arena", tests, TEST_COUNT(tests)))
