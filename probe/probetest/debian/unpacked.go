package debian

import (
	"fmt"
	"os"
	"path/filepath"
)

// unpackedEnv names the folder that .ci/unpack has filled.
const unpackedEnv = "MAILPROBE_UNPACKED"

// unpackedServers are those that Debian lets nobody install beside Dovecot and
// Postfix, and one that nobody wants to install for a test, by their folders. They
// need root, for a view of the files of their own.
var unpackedServers = map[Need]string{
	NeedCourier:     "courier",
	NeedCyrus:       "cyrus",
	NeedExim:        "exim",
	NeedThunderbird: "thunderbird",
}

// unpackedRoot is where a server was unpacked; empty where it was not.
func unpackedRoot(need Need) string {
	folder := os.Getenv(unpackedEnv)
	if folder == "" {
		module, err := moduleRoot()
		if err != nil {
			return ""
		}
		folder = filepath.Join(module, ".ci", "unpacked")
	}
	folder = filepath.Join(folder, unpackedServers[need])
	if _, err := os.Stat(filepath.Join(folder, "complete")); err != nil {
		return ""
	}
	return filepath.Join(folder, "root")
}

// moduleRoot is the folder of go.mod, above the one that tests run in.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		dir = filepath.Dir(dir)
	}
	return "", fmt.Errorf("no go.mod above %s: %w", dir, err)
}
