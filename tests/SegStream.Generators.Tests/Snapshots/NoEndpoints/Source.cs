namespace App;

public static class Nothing;
