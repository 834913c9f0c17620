package connect

import (
	"errors"
	"sync/atomic"
	"time"
)

// Bounds on the time and memory that one server may take (safety rule 9). The run's
// own deadline may be earlier.
const (
	dialTimeout     = 5 * time.Second  // for one address family
	tlsTimeout      = 10 * time.Second // for a handshake
	GreetingTimeout = 15 * time.Second // for the server's first line
	ReplyTimeout    = 10 * time.Second // for the answer to a command without a credential
	LoginTimeout    = 30 * time.Second // for a login: Dovecot delays a refusal up to 17 s

	maxLine     = 64 << 10 // bytes in a line
	maxDialogue = 1 << 20  // bytes a server may send over one connection
	maxRecorded = 64 << 10 // bytes of a dialogue that are kept for the trace
	lineCost    = 64       // what a recorded line takes besides its text, in bytes
)

// maxIntake bounds how many bytes one run reads from mail servers, over all
// connections.
const maxIntake = 16 << 20

// Intake counts what servers send over all connections of a run. Nil counts
// nothing; the zero value is ready. It is safe for concurrent use.
type Intake struct{ got atomic.Int64 }

// Spent reports whether the run has read as much as it may, maxIntake.
func (i *Intake) Spent() bool { return i != nil && i.got.Load() >= maxIntake }

func (i *Intake) add(n int) {
	if i != nil {
		i.got.Add(int64(n))
	}
}

// errNotOneLine is the error of a line of ours with a line end or a NUL in it, which
// would end one command and begin another. Nothing was sent or recorded.
var errNotOneLine = errors.New("what was to be sent is not one line")

// Errors of a server that sends more than it may.
var (
	ErrLineTooLong     = errors.New("the line does not end within 64 KiB")
	errDialogueTooLong = errors.New("the server sent more than 1 MiB")
	// ErrIntakeSpent says nothing about the server that was being read: others may
	// have sent most of it.
	ErrIntakeSpent = errors.New("the servers of this run have sent more than 16 MiB")
)
