;;; stet.el --- Who is quoted saying what, and facts to check  -*- lexical-binding: t -*-

;; Copyright 2026 The Stet authors
;; SPDX-License-Identifier: Apache-2.0

;; Author: The Stet authors
;; URL: https://stet.example/
;; Version: 0.1.0
;; Package-Requires: ((emacs "29.1"))
;; Keywords: wp, tools, convenience

;; This file is not part of GNU Emacs.

;;; Commentary:

;; Stet reads the story that you write, on your own machine, and shows beside
;; it who speaks each quotation, what day "Tuesday" is, and what a careful desk
;; would look at twice.  It is a language server; this file starts it with
;; Eglot for prose and adds what Eglot has no notion of:
;;
;;   M-x stet-quotes      the cast and their quotations, in a side window
;;   M-x stet-next        to the next finding, and what it says
;;   M-x stet-plugins     what the server has loaded
;;
;; In your init file:
;;
;;   (add-hook 'text-mode-hook #'stet-mode)
;;
;; Hints are Eglot's (`eglot-inlay-hints-mode'), findings are Flymake's, the
;; person's introduction is \\[xref-find-definitions], every mention
;; \\[xref-find-references], a rename `eglot-rename', a fix
;; `eglot-code-actions', completion `completion-at-point'.
;;
;; Those who use lsp-mode instead of Eglot:
;;
;;   (with-eval-after-load 'lsp-mode (stet-lsp-mode-setup))

;;; Code:

(require 'easymenu)
(require 'eglot)
(require 'flymake)
(require 'jsonrpc)
(require 'seq)
(require 'subr-x)

(defgroup stet nil
  "Who is quoted saying what, and every fact to check."
  :group 'wp
  :prefix "stet-")

(defcustom stet-command '("stet" "serve")
  "The program that is the language server, and its arguments."
  :type '(repeat string))

(defcustom stet-max-bytes (* 8 1024 1024)
  "Stories larger than this many bytes are left alone."
  :type 'natnum)

(defcustom stet-delay 0.02
  "Seconds without a key after which hints and findings follow the text."
  :type 'number)

(defcustom stet-quotes-width 44
  "Columns of the window of quotations."
  :type 'natnum)

(defcustom stet-settings nil
  "What the server is told: a plist with the keys of stet.json."
  :type 'plist)

(defconst stet-modes
  '((markdown-mode :language-id "markdown")
    (html-mode :language-id "html")
    (mhtml-mode :language-id "html")
    (org-mode :language-id "plaintext")
    (text-mode :language-id "plaintext"))
  "Major modes for prose, each with what the protocol calls it.
The specific ones come first, since most are derived from the last.")

;;;; The server

(defun stet--contact (&optional _interactive _project)
  "How Eglot is to start the server."
  `(,@stet-command :initializationOptions ,(or stet-settings
                                               (make-hash-table))))

(add-to-list 'eglot-server-programs (cons stet-modes #'stet--contact))

(defconst stet--deaths-max 5
  "So many times in `stet--deaths-seconds' the server is started again.")
(defconst stet--deaths-seconds 180)

(defvar stet--deaths nil
  "When the server ended by itself, as `float-time'; the newest first.")
(defvar stet--stopping nil
  "Non-nil while the server is being ended on purpose.")

(defun stet--note-stopping (original &rest arguments)
  "Call ORIGINAL with ARGUMENTS; what ends now ends on purpose."
  (let ((stet--stopping t))
    (apply original arguments)))

(defun stet--may-restart ()
  "Count one more end of the server; nil when there were too many."
  (let ((now (float-time)))
    (setq stet--deaths
          (cons now (seq-filter (lambda (at)
                                  (< (- now at) stet--deaths-seconds))
                                stet--deaths)))
    (<= (length stet--deaths) stet--deaths-max)))

(defvar stet-mode)

(defun stet--start-again (buffer)
  "Let BUFFER have a server again, unless it has one by now."
  (when (buffer-live-p buffer)
    (with-current-buffer buffer
      (when (and stet-mode (not (eglot-managed-p)))
        (call-interactively #'eglot)))))

(defvar eglot--outstanding-inlay-hints-last-region)

(defvar-local stet--hints-timer nil
  "Will ask for hints anew when the hands rest a moment.")
(defvar-local stet--hints-tick nil
  "The `buffer-chars-modified-tick' that hints were asked for.")

(defun stet--show-hints (buffer)
  "Have BUFFER ask for its hints anew.
Eglot does so when `jit-lock-context-time' has passed without a key, half a
second; the server needs a hundredth of that.  And Eglot asks no second time
for a stretch that it has just asked for, though the text is another."
  (when (buffer-live-p buffer)
    (with-current-buffer buffer
      (setq stet--hints-timer nil)
      (when (bound-and-true-p eglot-inlay-hints-mode)
        (setq eglot--outstanding-inlay-hints-last-region (cons nil nil))
        (jit-lock-context-fontify)))))

(defun stet--after-command ()
  "Have hints follow what was typed."
  (unless (or stet--hints-timer
              (eql stet--hints-tick (buffer-chars-modified-tick)))
    (setq stet--hints-tick (buffer-chars-modified-tick)
          stet--hints-timer (run-with-idle-timer stet-delay nil #'stet--show-hints
                                                 (current-buffer)))))

(defvar-local stet--was-managed nil
  "Non-nil while Eglot manages this story.")

(defun stet--managed ()
  "Notice that Eglot has begun, or ceased, to manage this story."
  (let ((ended (and stet--was-managed (not (eglot-managed-p)))))
    (setq stet--was-managed (eglot-managed-p))
    (when (and ended stet-mode (not stet--stopping))
      (if (stet--may-restart)
          (progn
            (message "Stet: the server ended and is started again (M-x stet-log)")
            (run-at-time 0.3 nil #'stet--start-again (current-buffer)))
        (message "Stet: the server ended six times in three minutes and stays \
down: see M-x stet-log, then M-x stet-restart")))))

(defun stet--is-too-large ()
  "Tell whether this buffer is above the limit; if so, the user too."
  (when (> (buffer-size) stet-max-bytes)
    (message "Stet: %s has %d KB and is left alone: `stet-max-bytes' allows more"
             (buffer-name) (/ (buffer-size) 1024))
    t))

;;;###autoload
(define-minor-mode stet-mode
  "Show who is quoted saying what, and every fact to check."
  :lighter " Stet"
  :keymap (make-sparse-keymap)
  (cond
   ((not stet-mode)
    (remove-hook 'eglot-managed-mode-hook #'stet--managed t)
    (remove-hook 'post-command-hook #'stet--after-command t)
    (when (eglot-managed-p)
      (let ((stet--stopping t))
        (eglot-shutdown (eglot-current-server)))))
   ((stet--is-too-large) (setq stet-mode nil))
   ((not (executable-find (car stet-command)))
    (setq stet-mode nil)
    (message "Stet: there is no program `%s': install Stet, or set `stet-command'"
             (car stet-command)))
   (t
    (add-hook 'eglot-managed-mode-hook #'stet--managed nil t)
    (add-hook 'post-command-hook #'stet--after-command nil t)
    ;; How often the server may end is counted here, not there.
    (setq-local eglot-autoreconnect nil)
    (setq-local eglot-send-changes-idle-time stet-delay)
    (unless (eglot-managed-p)
      (eglot-ensure)))))

(advice-add 'eglot-shutdown :around #'stet--note-stopping)

(easy-menu-define stet-menu stet-mode-map
  "Stet in the menu bar."
  '("Stet"
    ["Who says what" stet-quotes]
    ["Next finding" stet-next]
    ["Finding before" stet-previous]
    ["All findings" flymake-show-buffer-diagnostics]
    "--"
    ["What is known about this" eldoc-doc-buffer]
    ["Where this person is introduced" xref-find-definitions]
    ["Every mention" xref-find-references]
    ["Rename this person" eglot-rename]
    ["Mend what was found here" eglot-code-actions]
    "--"
    ["Hints" eglot-inlay-hints-mode :style toggle
     :selected (bound-and-true-p eglot-inlay-hints-mode)]
    ["What the server has loaded" stet-plugins]
    ["What the server said" stet-log]
    ["Start the server again" stet-restart]))

(defun stet-next (&optional count)
  "Go to the next finding, or COUNT findings on, and say what it is."
  (interactive "p")
  (flymake-goto-next-error (or count 1) nil t))

(defun stet-previous (&optional count)
  "Go to the finding before, or COUNT findings back, and say what it is."
  (interactive "p")
  (flymake-goto-next-error (- (or count 1)) nil t))

(defun stet-restart ()
  "End the server and start it again."
  (interactive)
  (setq stet--deaths nil)
  (if-let* ((server (eglot-current-server)))
      (let ((stet--stopping t))
        (eglot-reconnect server t))
    (stet-mode 1)))

(defun stet-log ()
  "Show what the server said."
  (interactive)
  (if-let* ((server (eglot-current-server)))
      (display-buffer (jsonrpc-stderr-buffer server))
    (user-error "The server does not run")))

(defun stet-plugins ()
  "Show which plugins were loaded, and which were refused and why."
  (interactive)
  (let ((buffer (get-buffer-create "*stet plugins*")))
    (with-current-buffer buffer
      (let ((inhibit-read-only t))
        (erase-buffer)
        (call-process (car stet-command) nil t nil "plugins" "--explain")
        (goto-char (point-min)))
      (special-mode))
    (display-buffer buffer)))

;;;; The window of quotations

(defvar-local stet-quotes--story nil
  "The buffer whose quotations are shown here.")
(defvar-local stet-quotes--shown nil
  "The `buffer-chars-modified-tick' of the story that is shown here.")
(defvar stet-quotes--timer nil
  "Looks now and then whether the story has changed.")

(defface stet-speaker '((t :inherit font-lock-function-name-face :weight bold))
  "Who speaks, in the window of quotations.")
(defface stet-detail '((t :inherit shadow))
  "What is said about a line, in the window of quotations.")

(defvar-keymap stet-quotes-mode-map
  :doc "Keys in the window of quotations."
  :parent special-mode-map
  "RET" #'stet-quotes-visit
  "n" #'next-line
  "p" #'previous-line)

(define-derived-mode stet-quotes-mode special-mode "Quotations"
  "The cast of a story and what each of them is quoted as saying."
  (setq truncate-lines t)
  (setq-local revert-buffer-function (lambda (&rest _) (stet-quotes--fill))))

(defun stet-quotes--insert (symbols depth)
  "Insert SYMBOLS, as the server nests them, at DEPTH."
  (seq-doseq (symbol symbols)
    (let ((start (point))
          (detail (plist-get symbol :detail))
          (name (string-replace "\n" " " (plist-get symbol :name))))
      (insert (make-string (* 2 depth) ?\s)
              (if (zerop depth) (propertize name 'face 'stet-speaker) name))
      (unless (or (null detail) (string-empty-p detail))
        (insert "  " (propertize detail 'face 'stet-detail)))
      (insert "\n")
      (put-text-property start (point) 'stet-place
                         (plist-get symbol :selectionRange)))
    (stet-quotes--insert (plist-get symbol :children) (1+ depth))))

(defun stet-quotes--show (buffer symbols)
  "Show SYMBOLS in BUFFER and keep its line."
  (when (buffer-live-p buffer)
    (with-current-buffer buffer
      (let ((inhibit-read-only t)
            (line (line-number-at-pos)))
        (erase-buffer)
        (stet-quotes--insert symbols 0)
        (when (bobp)
          (insert "Nobody is quoted.\n"))
        (goto-char (point-min))
        (forward-line (1- line))))))

(defun stet-quotes--fill ()
  "Ask for the quotations of the story of this window."
  (let ((buffer (current-buffer)))
    (with-current-buffer stet-quotes--story
      (when-let* ((server (eglot-current-server)))
        (let ((tick (buffer-chars-modified-tick)))
          (with-current-buffer buffer
            (setq stet-quotes--shown tick)))
        (jsonrpc-async-request
         server :textDocument/documentSymbol
         (list :textDocument (eglot--TextDocumentIdentifier))
         ;; After the changes that Eglot has not told of yet.
         :deferred 'stet-quotes
         :success-fn (lambda (symbols) (stet-quotes--show buffer symbols)))))))

(defun stet-quotes--follow ()
  "Show the quotations anew where the story has changed."
  (if-let* ((buffer (get-buffer "*stet quotations*"))
            ((get-buffer-window buffer t)))
      (with-current-buffer buffer
        (when (and (buffer-live-p stet-quotes--story)
                   (not (eql stet-quotes--shown
                             (buffer-chars-modified-tick stet-quotes--story))))
          (stet-quotes--fill)))
    (when stet-quotes--timer
      (cancel-timer stet-quotes--timer)
      (setq stet-quotes--timer nil))))

(defun stet--start-of (range)
  "Where RANGE of the protocol begins in this buffer."
  (car (if (fboundp 'eglot-range-region)
           (eglot-range-region range)
         (with-no-warnings (eglot--range-region range)))))

(defun stet-quotes-visit ()
  "Go to the quotation of this line in its story."
  (interactive)
  (let ((place (get-text-property (line-beginning-position) 'stet-place))
        (story stet-quotes--story))
    (unless (and place (buffer-live-p story))
      (user-error "No quotation here"))
    (pop-to-buffer story)
    (push-mark)
    (goto-char (stet--start-of place))))

;;;###autoload
(defun stet-quotes ()
  "Show the cast of this story and what each of them is quoted as saying."
  (interactive)
  (unless (eglot-managed-p)
    (user-error "This is no story that Stet reads (M-x stet-mode)"))
  (let ((story (current-buffer))
        (buffer (get-buffer-create "*stet quotations*")))
    (with-current-buffer buffer
      (stet-quotes-mode)
      (setq stet-quotes--story story)
      (stet-quotes--fill))
    (unless stet-quotes--timer
      (setq stet-quotes--timer (run-with-idle-timer 0.4 t #'stet-quotes--follow)))
    (display-buffer-in-side-window
     buffer `((side . right) (window-width . ,stet-quotes-width)))))

;;;; lsp-mode

(declare-function lsp-register-client "ext:lsp-mode")
(declare-function make-lsp-client "ext:lsp-mode")
(declare-function lsp-stdio-connection "ext:lsp-mode")
(declare-function lsp-activate-on "ext:lsp-mode")
(defvar lsp-language-id-configuration)

;;;###autoload
(defun stet-lsp-mode-setup ()
  "Tell lsp-mode of the server, for prose."
  (dolist (mode '((text-mode . "plaintext") (org-mode . "org")))
    (add-to-list 'lsp-language-id-configuration mode t))
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection (lambda () stet-command))
    :activation-fn (lsp-activate-on "plaintext" "markdown" "org" "html")
    :initialization-options (lambda () (or stet-settings (make-hash-table)))
    :add-on? t
    :server-id 'stet)))

(provide 'stet)
;;; stet.el ends here
