using System.Text;

namespace SegStream.Manifests;

/// <summary>Writes a manifest to where others may be reading it.</summary>
internal static class ManifestFile
{
    /// <summary>Replaces a file, unless it has the text already.</summary>
    /// <returns>Whether the file was written.</returns>
    public static bool Write(string path, string text)
    {
        path = Path.GetFullPath(path);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
        {
            return false;
        }

        // In the same folder, because only within one file system a move is a single step.
        var temporary = path + "." + Path.GetRandomFileName() + ".tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        return true;
    }
}
