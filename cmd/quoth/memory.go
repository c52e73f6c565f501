package main

import (
	"math"
	"runtime"
	"runtime/debug"
)

// What a run holds beside its models, before the collector is to work harder:
// rows that wait to be written, the index of ids, the finder of repetitions;
// and what a worker holds.
const (
	runBytes    = 40 << 20
	workerBytes = 16 << 20
)

// boundMemory asks the collector to keep to what a run needs, once the models
// are loaded: a long run would else creep up to the largest heap that chance
// ever gives. It is no hard bound: larger articles than usual get what they
// need. GOMEMLIMIT in the environment has its way instead.
func boundMemory(workers int) {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	debug.SetMemoryLimit(2*int64(m.HeapAlloc) + runBytes + int64(workers)*workerBytes)
}
