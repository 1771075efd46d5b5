"""Where a thing came first: finds duplicates among millions of rows without holding the rows."""

from __future__ import annotations

from array import array

_BITS = 64
_MASK = (1 << _BITS) - 1


class FirstSeen:
    """A hash table from 64-bit fingerprints to places (numbers below 2^64).

    Two arrays with open addressing: 24 to 48 bytes an entry, where a dict of Python's integers takes 110.
    Two different things among a million take each other's place with odds of 10^-7 or less.
    """

    def __init__(self) -> None:
        self._count = 0
        self._keys = array("Q", bytes(8 * 1024))
        self._places = array("Q", bytes(8 * 1024))

    def put(self, fingerprint: int, place: int) -> int | None:
        """The place where this came before; None where it is new, and `place` is then its first."""
        key = (fingerprint & _MASK) or 1
        slot = self._slot(key)
        if self._keys[slot]:
            return self._places[slot]
        self._keys[slot], self._places[slot] = key, place
        self._count += 1
        if 3 * self._count > 2 * len(self._keys):
            self._grow()
        return None

    def _slot(self, key: int) -> int:
        """The slot that holds a key, or the free one where it belongs."""
        keys = self._keys
        last = len(keys) - 1
        slot = key & last
        while (there := keys[slot]) and there != key:
            slot = (slot + 1) & last
        return slot

    def _grow(self) -> None:
        keys, places = self._keys, self._places
        self._keys = array("Q", bytes(16 * len(keys)))
        self._places = array("Q", bytes(16 * len(keys)))
        for key, place in zip(keys, places, strict=True):
            if key:
                slot = self._slot(key)
                self._keys[slot], self._places[slot] = key, place
