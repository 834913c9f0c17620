package probe_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// seedsVariable names the seeds to try, as in "1-20000" or "17", in place of the usual
// ones.
const seedsVariable = "MAILPROBE_RANDOM_SEEDS"

// usualSeeds are how many seeds every run of the tests tries, from 1 on.
const usualSeeds = 300

// foundSeeds are those in which a fault was found once, and the fault. They are tried
// first, whatever else is.
var foundSeeds = []struct {
	seed  uint64
	fault string
}{}

// Whatever the internet does, the safety rules hold.
func TestRandomWorlds(t *testing.T) {
	t.Run("found", func(t *testing.T) {
		for _, found := range foundSeeds {
			t.Run(fmt.Sprintf("%d: %s", found.seed, found.fault), func(t *testing.T) { holdsInWorld(t, found.seed) })
		}
	})
	first, last, err := parseSeeds(os.Getenv(seedsVariable))
	if err != nil {
		t.Fatal(err)
	}
	var reached sights
	t.Run("seeds", func(t *testing.T) {
		for seed := first; seed <= last; seed++ {
			t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) { reached.note(holdsInWorld(t, seed)) })
		}
	})
	if last-first+1 >= usualSeeds {
		reached.hold(t)
	}
}

// holdsInWorld makes the run of a seed and says which rule was broken first.
func holdsInWorld(t *testing.T, seed uint64) (r *recording) {
	t.Parallel()
	inWorld(t, func(w *world) {
		random := randomWorldOf(seed)
		r = w.runRandom(random)
		broken := r.judge()
		if len(broken) == 0 {
			return
		}
		if testing.Verbose() {
			var dialogues strings.Builder
			_, _ = w.net.Log.WriteTo(&dialogues) // a builder takes everything
			w.Log(dialogues.String())
		}
		w.Errorf("%s%s", random, broken[0])
	})
	return r
}

// parseSeeds reads a range of seeds; nothing stands for the usual ones.
func parseSeeds(text string) (first, last uint64, err error) {
	if text == "" {
		return 1, usualSeeds, nil
	}
	from, to, isRange := strings.Cut(text, "-")
	if !isRange {
		to = from
	}
	if first, err = strconv.ParseUint(from, 10, 64); err == nil {
		last, err = strconv.ParseUint(to, 10, 64)
	}
	if err != nil || last < first {
		return 0, 0, fmt.Errorf("%s is %q, want seeds as in 1-20000", seedsVariable, text)
	}
	return first, last, nil
}
