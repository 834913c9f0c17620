package probe_test

import (
	"os"
	"testing"

	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

// TestMain prints in the end how many tests ran against real servers.
func TestMain(m *testing.M) { os.Exit(debian.Main(m)) }
