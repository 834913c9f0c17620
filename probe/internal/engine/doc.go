// Package engine carries a run out. Package policy decides; this package notes what
// happens and does what policy says:
//
//  1. All sources that may be asked are asked at once (package discover).
//  2. The loop, in run.go, asks the state for orders, carries them out, and waits for
//     the next event, or until it is time to look again.
//  3. A worker, one for each connection, examines an endpoint without a credential and
//     then waits for orders (worker.go; package session). No credential leaves before
//     that, or over a connection that policy did not allow (safety rules 1 to 6).
//  4. What the user is asked, and the secret that comes of it, is in login.go.
//  5. When it is over, everything is told to end and is waited for, but not for longer
//     than safety rule 9 allows (finish.go).
//  6. Package diagnose names the causes, and the report is drawn up without any secret
//     in it (report.go, safety rule 7).
//
// The state belongs to one goroutine, the loop's; everything else works beside it and
// tells it by events.
package engine
