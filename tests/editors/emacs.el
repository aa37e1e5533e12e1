;;; emacs.el --- The steps in Emacs, on a terminal  -*- lexical-binding: t -*-

;; Results go to a file, a line a step: name, ok or FAILED, detail.

(require 'stet)
(require 'json)

(defvar steps-expect
  (with-temp-buffer
    (insert-file-contents (getenv "STET_EXPECT"))
    (json-parse-buffer :object-type 'plist :array-type 'list)))
(defvar steps-out nil)

(defun steps-report (step ok &optional detail)
  "Write down that STEP went OK or not, with DETAIL."
  (setq steps-out
        (append steps-out
                (list (format "%s\t%s\t%s" step (if ok "ok" "FAILED")
                              (replace-regexp-in-string
                               "[\t\n]" " " (format "%s" (or detail "")))))))
  (let ((coding-system-for-write 'utf-8))
    (write-region (concat (string-join steps-out "\n") "\n") nil
                  (getenv "STET_RESULT") nil 'quiet)))

(defun steps-wait (done &optional patience)
  "Let Emacs work until DONE returns non-nil or PATIENCE seconds are over."
  (let ((end (+ (float-time) (or patience 20.0))) value)
    ;; What a key does: hooks run, and Emacs begins to be idle again.
    (run-hooks 'post-command-hook)
    (internal-timer-start-idle)
    (while (and (not (setq value (funcall done))) (< (float-time) end))
      (sit-for 0.004))
    (or value (funcall done))))

(defun steps-get (key)
  "What is expected under KEY."
  (plist-get steps-expect key))

(defun steps-squeezed (text)
  "TEXT without white space."
  (replace-regexp-in-string "[[:space:]\u00a0\n]" "" text))

(defun steps-line (row)
  "Line ROW, from 0, as plain text."
  (save-excursion
    (goto-char (point-min))
    (if (zerop (forward-line row))
        (buffer-substring-no-properties (pos-bol) (pos-eol))
      "")))

(defun steps-shown (row)
  "Line ROW, from 0, as it stands on the screen: with what overlays put in."
  (save-excursion
    (goto-char (point-min))
    (forward-line row)
    (let ((text "") (at (pos-bol)) (end (pos-eol)))
      (while (<= at end)
        (dolist (overlay (overlays-in at at))
          (when (and (overlay-get overlay 'eglot--inlay-hint)
                     (= (overlay-start overlay) at)
                     (overlay-get overlay 'before-string))
            (setq text (concat text (overlay-get overlay 'before-string)))))
        (dolist (overlay (overlays-in at (1+ at)))
          (when (and (overlay-get overlay 'eglot--inlay-hint)
                     (= (overlay-start overlay) at)
                     (< at (overlay-end overlay))
                     (overlay-get overlay 'before-string))
            (setq text (concat text (overlay-get overlay 'before-string)))))
        (when (< at end)
          (setq text (concat text (string (char-after at))))
          (dolist (overlay (overlays-in at (1+ at)))
            (when (and (overlay-get overlay 'eglot--inlay-hint)
                       (= (overlay-end overlay) (1+ at))
                       (overlay-get overlay 'after-string))
              (setq text (concat text (overlay-get overlay 'after-string))))))
        (setq at (1+ at)))
      (steps-squeezed text))))

(defun steps-differs (wanted line)
  "What the first of WANTED is that LINE, a function of a row, does not give."
  (let ((row 0) found)
    (while (and wanted (not found))
      (let ((text (funcall line row)))
        (unless (or (equal text (car wanted))
                    (and (null (cdr wanted)) (equal (car wanted) "")))
          (setq found (format "line %d: %s, not %s" (1+ row) text (car wanted)))))
      (setq wanted (cdr wanted) row (1+ row)))
    found))

(defun steps-same (wanted)
  "Nil once lines are shown as WANTED; else what differs."
  (steps-wait (lambda () (not (steps-differs wanted #'steps-shown))))
  (steps-differs wanted #'steps-shown))

(defun steps-go (place)
  "Go to PLACE of the protocol, in code points."
  (goto-char (point-min))
  (forward-line (plist-get place :line))
  (forward-char (plist-get place :character)))

(defun steps-at (place)
  "Whether point is at PLACE."
  (and (= (1- (line-number-at-pos)) (plist-get place :line))
       (= (- (point) (pos-bol)) (plist-get place :character))))

(defun steps-type ()
  "Type in front of the line that the story names."
  (goto-char (point-min))
  (forward-line (steps-get :typed_line))
  (insert (steps-get :typed)))

(defun steps-undo ()
  "Take the last change back."
  (undo-boundary)
  (setq last-command nil)
  (undo 1)
  (undo-boundary))

(defun steps-latency ()
  "Median milliseconds from a key to the hint that it changes."
  (find-file (getenv "STET_LONG"))
  (let* ((row (string-to-number (getenv "STET_LONG_LINE")))
         (tail (lambda ()
                 (let ((text (steps-shown row)))
                   (substring text (or (string-search "ago" text) 0)))))
         times)
    (goto-char (point-min))
    (forward-line row)
    (recenter)
    (when (steps-wait (lambda () (string-search "2025" (funcall tail))) 10)
      (dotimes (round 50)
        (let ((before (funcall tail)) (start (float-time)))
          (goto-char (pos-bol))
          (search-forward "1")
          (delete-char 1)
          (insert (if (zerop (% round 2)) "3" "2"))
          (steps-wait (lambda () (not (equal before (funcall tail)))))
          (push (* 1000 (- (float-time) start)) times)))
      (nth 25 (sort times #'<)))))

(defun steps-run ()
  "All steps, in order."
  (let ((wrong (steps-same (steps-get :open))))
    (steps-report "hints" (and (not wrong) (> (steps-get :hints) 3)) wrong))

  (undo-boundary)
  (steps-type)
  (let ((wrong (steps-same (steps-get :moved))))
    (steps-report "edit" (not wrong) wrong))
  (steps-undo)
  (steps-same (steps-get :open))

  (steps-go (steps-get :pronoun))
  (let (said)
    (run-hook-with-args 'eldoc-documentation-functions
                        (lambda (text &rest _) (when text (setq said text))))
    (steps-wait (lambda () said))
    (steps-report "hover" said (and said (car (split-string said "\n")))))

  (steps-go (steps-get :pronoun))
  (call-interactively #'xref-find-definitions)
  (steps-report "introduction"
                (steps-wait (lambda () (steps-at (steps-get :introduction))))
                (format "%d:%d" (line-number-at-pos) (- (point) (pos-bol))))

  (stet-quotes)
  (let ((text (lambda () (with-current-buffer "*stet quotations*" (buffer-string)))))
    (steps-wait (lambda () (> (length (funcall text)) 60)))
    (steps-report "quotations"
                  (seq-every-p (lambda (name) (string-search name (funcall text)))
                               (steps-get :outline))
                  (funcall text)))
  (delete-window (get-buffer-window "*stet quotations*"))

  (steps-go (steps-get :wrong))
  (undo-boundary)
  (let* ((row (plist-get (steps-get :wrong) :line))
         (actions (eglot-code-actions (point) (point) "quickfix")))
    (eglot-execute (eglot-current-server) (seq-elt actions 0))
    (steps-wait (lambda () (equal (steps-line row) (steps-get :mended))))
    (steps-report "fix" (equal (steps-line row) (steps-get :mended)) (steps-line row)))
  (steps-undo)

  (steps-go (steps-get :surname))
  (undo-boundary)
  (let ((eglot-confirm-server-edits nil))
    (eglot-rename (steps-get :name)))
  (steps-wait (lambda () (not (steps-differs (steps-get :renamed) #'steps-line))))
  (let ((wrong (steps-differs (steps-get :renamed) #'steps-line)))
    (steps-report "rename" (not wrong) wrong))
  (steps-undo)

  (let ((old (eglot-current-server)))
    (signal-process (jsonrpc--process old) 'SIGKILL)
    (steps-wait (lambda () (and (eglot-current-server)
                                (not (eq old (eglot-current-server))))))
    (undo-boundary)
    (steps-type)
    (let ((wrong (steps-same (steps-get :moved))))
      (steps-report "kill -9" (and (not wrong) (not (eq old (eglot-current-server))))
                    wrong))
    (steps-undo))

  (let ((median (steps-latency)))
    (steps-report "latency" median (and median (format "%.1f ms" median)))))

(run-at-time 0.5 nil
             (lambda ()
               (condition-case problem
                   (steps-run)
                 (error (steps-report "script" nil problem)))
               (set-buffer-modified-p nil)
               (dolist (buffer (buffer-list))
                 (with-current-buffer buffer (set-buffer-modified-p nil)))
               (kill-emacs)))

;;; emacs.el ends here
