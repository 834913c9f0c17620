package debian

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"
)

// awaitClosed waits until a server has closed every connection that was made to one
// of its addresses, in the clients' absence too. Servers log how a connection
// went before they close it, so that the log is then as good as complete.
func (s *server) awaitClosed(t testing.TB) {
	t.Helper()
	own := map[string]bool{}
	for _, host := range s.Hosts {
		for _, port := range s.numbers() {
			key, err := tableKey(host, port)
			if err != nil {
				t.Fatal(err)
			}
			own[key] = true
		}
	}
	for deadline := time.Now().Add(patience); ; time.Sleep(time.Millisecond) {
		open, err := openConnections(own)
		if err != nil {
			t.Fatalf("looking for open connections: %v", err)
		}
		if len(open) == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("connections are still open, so the log is not complete:\n%s", strings.Join(open, "\n"))
		}
	}
}

// openConnections lists what the kernel's tables say of connections to the own
// addresses that the server has not closed yet.
func openConnections(own map[string]bool) ([]string, error) {
	var open []string
	for _, name := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		table, err := os.ReadFile(name)
		if name == "/proc/net/tcp6" && errors.Is(err, os.ErrNotExist) {
			continue // a kernel without IPv6
		}
		if err != nil {
			return nil, err
		}
		found, err := serverSide(string(table), own)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		open = append(open, found...)
	}
	return open, nil
}

// serverSide reads a table of connections (proc(5), /proc/net/tcp): a heading,
// and then lines of "number: local remote state …", in hexadecimal.
func serverSide(table string, own map[string]bool) ([]string, error) {
	// The states in which the near end is not closed, from the kernel's tcp_states.h.
	const established, synReceived, closeWait = "01", "03", "08"
	var open []string
	_, table, _ = strings.Cut(table, "\n")
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) < 4 {
			return nil, fmt.Errorf("not a connection: %q", line)
		}
		switch fields[3] {
		case established, synReceived, closeWait:
			if own[fields[1]] {
				open = append(open, strings.TrimSpace(line))
			}
		}
	}
	return open, nil
}

// tableKey is an address as the kernel's tables write it: 32-bit words in the
// byte order of the machine.
func tableKey(host string, port int) (string, error) {
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return "", err
	}
	var key strings.Builder
	for raw := ip.AsSlice(); len(raw) > 0; raw = raw[4:] {
		fmt.Fprintf(&key, "%08X", binary.NativeEndian.Uint32(raw))
	}
	fmt.Fprintf(&key, ":%04X", port)
	return key.String(), nil
}
