// The baseline of the hold model: what a careful programmer writes in C when nothing is ever
// cancelled, with payload and order in the entry.
#include "CHeap.h"

#include <stdbool.h>
#include <stdlib.h>

static inline uint64_t next_random(uint64_t *state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

// Uniform over each octave of the probability, which halves from one to the next: exponential up
// to the interpolation, and exact in integers, so that every language draws the same.
static inline int64_t next_increment(uint64_t *state) {
  uint64_t bits = next_random(state) | 1;
  int octave = __builtin_clzll(bits);
  uint64_t fraction = bits << octave << 1 >> 28;
  return (int64_t)(((uint64_t)(octave + 1) << 36) - fraction);
}

static inline bool precedes(const cheap_entry *left, const cheap_entry *right) {
  return left->time != right->time ? left->time < right->time : left->order < right->order;
}

static void push(cheap_model *model, int64_t time, int64_t payload) {
  cheap_entry entry = {time, model->next_order++, payload};
  cheap_entry *entries = model->entries;
  int64_t hole = model->count++;
  while (hole > 0) {
    int64_t parent = (hole - 1) / 4;
    if (!precedes(&entry, &entries[parent])) break;
    entries[hole] = entries[parent];
    hole = parent;
  }
  entries[hole] = entry;
}

static cheap_entry pop(cheap_model *model) {
  cheap_entry *entries = model->entries;
  cheap_entry first = entries[0];
  int64_t count = --model->count;
  cheap_entry entry = entries[count];
  int64_t hole = 0;
  for (;;) {
    int64_t child = 4 * hole + 1;
    if (child >= count) break;
    int64_t best = child;
    int64_t end = child + 4 < count ? child + 4 : count;
    for (int64_t sibling = child + 1; sibling < end; sibling++) {
      if (precedes(&entries[sibling], &entries[best])) best = sibling;
    }
    if (!precedes(&entries[best], &entry)) break;
    entries[hole] = entries[best];
    hole = best;
  }
  entries[hole] = entry;
  return first;
}

cheap_model cheap_model_create(int64_t pending, uint64_t seed) {
  cheap_model model = {.random_state = seed};
  model.entries = malloc((size_t)pending * sizeof(cheap_entry));
  if (model.entries == NULL) abort();
  for (int64_t process = 0; process < pending; process++) {
    push(&model, next_increment(&model.random_state), process);
  }
  return model;
}

void cheap_model_hold(cheap_model *model, int64_t holds) {
  for (int64_t hold = 0; hold < holds; hold++) {
    cheap_entry next = pop(model);
    model->now = next.time;
    model->checksum = model->checksum * 31 + (uint64_t)next.payload;
    push(model, next.time + next_increment(&model->random_state), next.payload);
  }
}

void cheap_model_destroy(cheap_model *model) { free(model->entries); }
