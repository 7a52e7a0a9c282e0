@echo off
rem Find a Python that suits and hand over to starter\start.py. start.bat [--port 8600] [--no-browser]
rem All but the last line is ASCII: in code page 65001 cmd.exe may miss a label that stands behind Chinese text.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
set "HERE=%~dp0"
set "FOUND="
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
if not exist "%HERE%starter\start.py" goto not_unpacked

call :try "%HERE%python\python.exe"
for %%V in (3.13 3.12 3.11) do call :launcher %%V
for %%N in (python.exe python3.exe) do call :on_path %%N
for /d %%D in ("%LocalAppData%\Programs\Python\Python3*" "%ProgramFiles%\Python3*" "%SystemDrive%\Python3*") do call :try "%%~D\python.exe"
for %%D in ("%UserProfile%" "%LocalAppData%" "%ProgramData%" "%SystemDrive%") do call :conda "%%~D"
if not defined FOUND goto no_python

%FOUND% -E -s -X utf8 "%HERE%starter\start.py" %*
if errorlevel 1 pause
exit /b

:try
if defined FOUND exit /b
if not exist "%~1" exit /b
"%~1" -E -s "%HERE%starter\suits.py" >nul 2>nul
if not errorlevel 1 set FOUND="%~1"
exit /b

:launcher
if defined FOUND exit /b
py -%1 -E -s "%HERE%starter\suits.py" >nul 2>nul
if not errorlevel 1 set "FOUND=py -%1"
exit /b

:on_path
if defined FOUND exit /b
%1 -E -s "%HERE%starter\suits.py" >nul 2>nul
if not errorlevel 1 set "FOUND=%1"
exit /b

:conda
call :try "%~1\anaconda3\python.exe"
call :try "%~1\miniconda3\python.exe"
exit /b

:no_python
type "%HERE%starter\no-python.txt"
pause
exit /b 1

:not_unpacked
echo Unpack the whole ZIP first, then start start.bat from the unpacked folder.
echo 请先把整个 ZIP 解压，再从解压后的文件夹里运行 start.bat。& pause & exit /b 1
