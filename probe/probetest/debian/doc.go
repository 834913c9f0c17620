// Package debian starts the mail and name servers that Debian ships, Dovecot,
// Postfix, Courier, Cyrus, Exim, BIND and Unbound, for tests to talk to. What
// probetest plays, these are: their delays, their words and their logs are the
// real ones.
//
// Each server is an ordinary process with a configuration, keys and data of its
// own in a temporary folder. It is ready when its Start function returns, and
// ends with the test. Nothing of the machine's own mail system is read or
// touched, and no mail ever leaves.
//
// Courier, Cyrus and Exim cannot be installed beside Dovecot and Postfix. They
// run from where .ci/unpack has unpacked them (or where MAILPROBE_UNPACKED says),
// each with a view of the files of its own in which it seems to be installed.
//
// By default the servers listen on free high ports of [Host] or [NameHost].
// Within [InNamespace] the same functions serve the standard ports of made-up
// addresses, so that a program can be run against them unmodified.
//
// A test that needs a server which is not installed is skipped, and says what
// to install. Where MAILPROBE_REQUIRE_SERVERS is set it fails instead, so that a
// build that means to run these tests cannot lose them unseen; only the want of
// root still skips. [Main] prints how many tests each server saw.
//
// Only tests may import this package: it imports testing.
package debian
