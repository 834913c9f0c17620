package probe_test

import "testing"

func TestParseSeeds(t *testing.T) {
	for text, want := range map[string][3]uint64{
		"":        {1, usualSeeds, 1},
		"17":      {17, 17, 1},
		"1-20000": {1, 20000, 1},
		"5-4":     {0, 0, 0},
		"1-":      {0, 0, 0},
		"-3":      {0, 0, 0},
		"all":     {0, 0, 0},
	} {
		first, last, err := parseSeeds(text)
		if first != want[0] || last != want[1] || (err == nil) != (want[2] == 1) {
			t.Errorf("%q: %d to %d, %v", text, first, last, err)
		}
	}
}

// A seed makes the same world whenever it is asked.
func TestSeedMakesOneWorld(t *testing.T) {
	different := map[string]bool{}
	for seed := range uint64(50) {
		world := randomWorldOf(seed).String()
		if again := randomWorldOf(seed).String(); again != world {
			t.Errorf("seed %d made\n%s\nand then\n%s", seed, world, again)
		}
		different[world] = true
	}
	if len(different) != 50 {
		t.Errorf("50 seeds made %d worlds", len(different))
	}
}
