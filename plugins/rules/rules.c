#include "rules/rules.h"

uint16_t rules_word(const rules_table *table, uint32_t hash, stet_str folded)
{
    uint32_t at = hash & table->bucket_mask;

    for (; table->buckets[at]; at = (at + 1) & table->bucket_mask) {
        uint16_t index = (uint16_t)(table->buckets[at] - 1u);
        const RulesWord *word = &table->words[index];
        if (word->len == folded.len &&
            memcmp(word->text, folded.ptr, folded.len) == 0)
            return index;
    }
    return RULES_NO_WORD;
}

RulesItem rules_shape(const rules_table *table, uint32_t shape, int64_t value)
{
    return (RulesItem){
        .kind = table->shape_kinds[shape],
        .word = RULES_NO_WORD,
        .shape = shape,
        .value = value,
    };
}

int rules_match(const rules_table *table, const RulesItem *items,
                uint32_t count, uint32_t at, RulesMatch *out_match)
{
    uint32_t state = 1;
    int found = 0;

    out_match->read = 0;
    for (uint32_t i = at; i < count && items[i].kind; i++) {
        out_match->read++;
        state = table->next[state * table->kind_count + items[i].kind];
        if (!state)
            break;
        if (table->accept[state]) {
            out_match->pattern = (uint16_t)(table->accept[state] - 1u);
            out_match->end = i + 1;
            found = 1;
        }
    }
    if (found)
        out_match->rule = table->patterns[out_match->pattern].rule;
    return found;
}

int rules_value(const rules_table *table, const RulesItem *item, uint32_t cls,
                int64_t *out_value)
{
    uint32_t first, end;

    if (item->word == RULES_NO_WORD) {
        first = table->shape_values[item->shape];
        end = table->shape_values[item->shape + 1];
    } else {
        first = table->words[item->word].first_value;
        end = first + table->words[item->word].value_count;
    }
    for (; first < end; first++) {
        const RulesValue *value = &table->values[first];
        if (value->cls == cls) {
            *out_value = value->is_item ? item->value : value->value;
            return 1;
        }
    }
    return 0;
}

uint32_t rules_text(int64_t value, char out_text[RULES_TEXT_MAX])
{
    uint64_t packed = (uint64_t)value;
    uint32_t len = 0;

    for (; packed && len < RULES_TEXT_MAX; packed >>= 8)
        out_text[len++] = (char)(packed & 0xff);
    return len;
}

static void slot_set(RulesSlots *slots, uint32_t slot, int64_t value)
{
    if (slot >= RULES_SLOTS_MAX)
        return;
    slots->filled |= (uint64_t)1 << slot;
    slots->value[slot] = value;
}

/* A match being replayed. A pattern has no loops, so the depth of the
 * recursion and the number of its ways are the pattern's, not the text's. */
struct replay {
    const rules_table *table;
    const RulesItem *items;
    uint32_t end;
};

static int replay_from(const struct replay *replay, uint32_t pc, uint32_t at,
                       RulesSlots *slots)
{
    for (;;) {
        const RulesCode *code = &replay->table->code[pc];
        int64_t value = 0;
        switch (code->op) {
        case RULES_CLASS:
            if (at == replay->end ||
                !rules_value(replay->table, &replay->items[at], code->a,
                             &value))
                return 0;
            slot_set(slots, code->b, value);
            at++;
            pc++;
            break;
        case RULES_SPLIT: {
            RulesSlots before = *slots;
            if (replay_from(replay, code->a, at, slots))
                return 1;
            *slots = before;
            pc = code->b;
            break;
        }
        case RULES_JUMP:
            pc = code->a;
            break;
        case RULES_SET:
            slot_set(slots, code->a, code->value);
            pc++;
            break;
        default:
            return at == replay->end;
        }
    }
}

void rules_bind(const rules_table *table, const RulesItem *items, uint32_t at,
                const RulesMatch *match, RulesSlots *out_slots)
{
    const RulesRule *rule = &table->rules[match->rule];
    struct replay replay = {.table = table, .items = items, .end = match->end};

    out_slots->filled = 0;
    for (uint32_t i = 0; i < rule->constant_count; i++) {
        const RulesConstant *c = &table->constants[rule->first_constant + i];
        slot_set(out_slots, c->slot, c->value);
    }
    (void)replay_from(&replay, table->patterns[match->pattern].start, at,
                      out_slots);
}
