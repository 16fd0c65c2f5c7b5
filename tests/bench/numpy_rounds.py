# SPDX-License-Identifier: GPL-3.0-or-later
"""Rounds of NumPy on a task, see task.h.

    numpy_rounds.py TASK BATCH time SECONDS       as `rounds` takes them
    numpy_rounds.py TASK BATCH weights ROUNDS
    numpy_rounds.py version                       of NumPy and Python

The same algorithm as chapter 9's, as one would write it in NumPy to be fast: products of
matrices, and everything else in place.
"""
import resource
import sys
import time

import numpy as np


class Task:
    """The numbers of a task's file."""

    def __init__(self, file):
        numbers = np.fromfile(file)
        place = 0

        def take(*shape):
            nonlocal place
            count = int(np.prod(shape))
            part = numbers[place : place + count].reshape(shape)
            place += count
            return part

        sizes = take(int(take(1)[0])).astype(int)
        n_pairs = int(take(1)[0])
        self.eta = take(1)[0]
        self.train_biases = take(1)[0] != 0
        self.w, self.b = [], []
        for n_source, n in zip(sizes[:-1], sizes[1:]):
            self.w.append(take(n, n_source))
            self.b.append(take(n))
        self.inputs = take(n_pairs, sizes[0])
        self.targets = take(n_pairs, sizes[-1])
        self.order = take(n_pairs).astype(int)


class Training:
    """A network in training, with room for all that a round works out."""

    def __init__(self, task, batch):
        self.task = task
        self.batch = batch
        self.place = 0
        self.input = np.empty((batch, task.inputs.shape[1]))
        self.target = np.empty((batch, task.targets.shape[1]))
        self.out = [np.empty((batch, len(b))) for b in task.b]
        self.delta = [np.empty((batch, len(b))) for b in task.b]
        self.slope = [np.empty((batch, len(b))) for b in task.b]
        self.step = [np.empty_like(w) for w in task.w]

    def next_pairs(self):
        """The numbers of the next pairs; after the last one comes the first."""
        n_pairs = len(self.task.order)
        end = self.place + self.batch
        pairs = self.task.order[self.place : end]
        if end > n_pairs:
            pairs = np.take(self.task.order, range(self.place, end), mode="wrap")
        self.place = end % n_pairs
        return pairs

    def one_round(self):
        task = self.task
        pairs = self.next_pairs()
        np.take(task.inputs, pairs, axis=0, out=self.input, mode="clip")
        np.take(task.targets, pairs, axis=0, out=self.target, mode="clip")

        source = self.input
        for w, b, out in zip(task.w, task.b, self.out):
            np.matmul(source, w.T, out=out)
            out += b
            np.negative(out, out=out)
            np.exp(out, out=out)
            out += 1.0
            np.reciprocal(out, out=out)
            source = out

        last = len(task.w) - 1
        for l in range(last, -1, -1):
            if l == last:
                np.subtract(self.out[l], self.target, out=self.delta[l])
            else:
                np.matmul(self.delta[l + 1], task.w[l + 1], out=self.delta[l])
            np.subtract(1.0, self.out[l], out=self.slope[l])
            self.slope[l] *= self.out[l]
            self.delta[l] *= self.slope[l]

        for l, (w, b, delta) in enumerate(zip(task.w, task.b, self.delta)):
            delta *= task.eta / self.batch
            source = self.input if l == 0 else self.out[l - 1]
            np.matmul(delta.T, source, out=self.step[l])
            w -= self.step[l]
            if task.train_biases:
                b -= delta.sum(axis=0)

    def train(self, n_rounds):
        for _ in range(n_rounds):
            self.one_round()


def time_rounds(training, seconds):
    """As bench_time does."""
    n_rounds = 1
    while True:
        start = time.process_time()
        training.train(n_rounds)
        took = time.process_time() - start
        if took >= seconds:
            break
        n_rounds *= 2
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{1e9 * took / n_rounds:.6g}\t{most}")


def main(arguments):
    if arguments == ["version"]:
        print(f"{np.__version__} in Python {sys.version.split()[0]}")
        return
    file, batch, what, how_many = arguments
    training = Training(Task(file), int(batch))
    if what == "time":
        time_rounds(training, float(how_many))
    else:
        training.train(int(how_many))
        np.savetxt(sys.stdout, np.concatenate([w.ravel() for w in training.task.w]), fmt="%.17g")


main(sys.argv[1:])
