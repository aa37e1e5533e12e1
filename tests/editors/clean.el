;;; clean.el --- Is stet.el fit for a package archive?  -*- lexical-binding: t -*-

;; Run in batch: byte compiler, checkdoc, and package-lint and lsp-mode where
;; they are installed.  A line for the results: clean, ok or FAILED, why.

(require 'package)
(require 'checkdoc)
(package-initialize)
(setq load-prefer-newer t)

(defvar clean-problems nil)
(defvar clean-checked '("byte compiler" "checkdoc"))
(defvar clean-file (expand-file-name "stet.el" (getenv "STET_EL")))

(defun clean-note (words &rest arguments)
  "Remember a problem: WORDS with ARGUMENTS."
  (push (apply #'format words arguments) clean-problems))

(let ((byte-compile-error-on-warn t)
      (byte-compile-dest-file-function (lambda (_) (make-temp-file "stet" nil ".elc"))))
  (unless (byte-compile-file clean-file)
    (clean-note "byte compiler")))

(let ((checkdoc-create-error-function
       (lambda (text &rest _) (clean-note "checkdoc: %s" text) nil)))
  (with-current-buffer (find-file-noselect clean-file)
    (checkdoc-current-buffer t)))

(when (require 'package-lint nil t)
  (push "package-lint" clean-checked)
  (with-current-buffer (find-file-noselect clean-file)
    (dolist (problem (package-lint-buffer))
      (let ((words (format "%s" (nth 3 problem))))
        ;; An old package-lint does not know of Emacs 29.
        (unless (string-search "uninstallable in all released" words)
          (clean-note "package-lint: %s" words))))))

(when (require 'lsp-mode nil t)
  (push "lsp-mode" clean-checked)
  (load clean-file nil t)
  (stet-lsp-mode-setup)
  (unless (gethash 'stet lsp-clients)
    (clean-note "lsp-mode has no client of ours")))

(write-region (format "clean\t%s\t%s\n" (if clean-problems "FAILED" "ok")
                      (string-join (or clean-problems clean-checked) ", "))
              nil (getenv "STET_RESULT") t 'quiet)

;;; clean.el ends here
