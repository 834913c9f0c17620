package debian

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"strconv"
	"testing"
	"time"
)

// marionette is a connection to the remote control of Mozilla's programs: JSON
// messages behind their length, [0, number, command, arguments] for a command and
// [1, number, error, result] for the answer.
type marionette struct {
	conn net.Conn
	in   *bufio.Reader
	last int
}

// control connects to a program's remote control and makes it run scripts with
// the rights of the program itself.
func control(t testing.TB, addr string) *marionette {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	m := &marionette{conn: conn, in: bufio.NewReader(conn)}
	if _, err := m.receive(); err != nil { // the greeting
		t.Fatal(err)
	}
	m.command(t, "WebDriver:NewSession", map[string]any{})
	m.command(t, "Marionette:SetContext", map[string]any{"value": "chrome"})
	return m
}

// run runs a script, the body of a function, and returns what it returns.
func (m *marionette) run(t testing.TB, script string, args ...any) json.RawMessage {
	t.Helper()
	if err := m.conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	result := m.command(t, "WebDriver:ExecuteScript", map[string]any{"script": script, "args": args})
	var value struct{ Value json.RawMessage }
	if err := json.Unmarshal(result, &value); err != nil {
		t.Fatal(err)
	}
	return value.Value
}

func (m *marionette) command(t testing.TB, name string, args any) json.RawMessage {
	t.Helper()
	m.last++
	message, err := json.Marshal([]any{0, m.last, name, args})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fprintf(m.conn, "%d:%s", len(message), message); err != nil {
		t.Fatal(err)
	}
	answer, err := m.receive()
	if err != nil {
		t.Fatal(err)
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(answer, &parts); err != nil || len(parts) != 4 {
		t.Fatalf("%s: %.200s", name, answer)
	}
	if string(parts[2]) != "null" {
		t.Fatalf("%s: %s", name, parts[2])
	}
	return parts[3]
}

func (m *marionette) receive() ([]byte, error) {
	length, err := m.in.ReadString(':')
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(length[:len(length)-1])
	if err != nil || n > 1<<20 {
		return nil, fmt.Errorf("a message of %q bytes", length)
	}
	message := make([]byte, n)
	_, err = io.ReadFull(m.in, message)
	return message, err
}
