#ifndef CHEAP_H
#define CHEAP_H

#include <stdint.h>

/// An entry of the heap: what orders it, and a payload that is carried along.
typedef struct {
  int64_t time;
  uint64_t order;
  int64_t payload;
} cheap_entry;

/// A bare heap whose nodes have four children, with the random numbers of the hold model.
typedef struct {
  cheap_entry *entries;
  int64_t count;
  uint64_t next_order;
  uint64_t random_state;
  int64_t now;
  uint64_t checksum;
} cheap_model;

/// Creates the hold model with a number of pending entries.
cheap_model cheap_model_create(int64_t pending, uint64_t seed);

/// Takes the first entry out and puts it in again a random time later, a number of times.
void cheap_model_hold(cheap_model *model, int64_t holds);

/// Frees the memory of a model.
void cheap_model_destroy(cheap_model *model);

/// The number of blocks of memory that this process has asked for since it started.
int64_t cheap_allocation_count(void);

#endif
