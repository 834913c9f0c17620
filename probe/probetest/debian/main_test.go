package debian_test

import (
	"os"
	"testing"

	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

func TestMain(m *testing.M) { os.Exit(debian.Main(m)) }
