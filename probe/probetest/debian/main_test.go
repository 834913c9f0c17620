package debian_test

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/mailprobe/mailprobe/probe/probetest/debian"
)

// TestMain runs eight tests at once, unless -parallel says otherwise, and not as
// many as there are processors: what they wait for is servers, which delay
// refusals on purpose.
func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", "8"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(debian.Main(m))
}
